import { Injectable, Logger } from '@nestjs/common';
import type { CustomerCaller } from '@purser/kit/backend/access';
import { eventStream, type StreamEvent } from '@purser/kit/backend/streams';
import { filter, type Observable } from 'rxjs';
import { SessionGate } from '../../../auth/backend/session/session-gate.service.js';
import { type ChangeEvent, mayInWorkspace, type Role } from '../../records.js';
import { Memberships } from '../membership/memberships.service.js';
import { ChangeFeed } from './change-feed.service.js';
import type { WorkspaceChange } from './workspace-changes.service.js';

/**
 * What changes in one person's workspaces. It begins with `resync` and says it again whenever something may have been
 * missed, so who comes back after a lost connection needs no memory of it. Ends with the session or the process.
 */
@Injectable()
export class ChangeStream {
  private readonly logger = new Logger('Workspaces');

  constructor(
    private readonly feed: ChangeFeed,
    private readonly memberships: Memberships,
    private readonly gate: SessionGate,
  ) {}

  open({ userId, sessionId }: CustomerCaller): Observable<StreamEvent> {
    const reader = new ReaderOfChanges(userId, this.memberships);
    return eventStream<WorkspaceChange, StreamEvent>({
      // Whoever is not concerned costs no look at the database.
      hints: this.feed.hints().pipe(filter((change) => change === null || reader.isConcerned(change))),
      mayRead: async () => (await this.gate.reasonEnded(sessionId)) === null,
      read: async (change) => {
        if (change) return await reader.read(change);
        await reader.look();
        return { type: 'resync', data: {} };
      },
      beat: () => reader.look(),
      failed: (error) => this.logger.error(`A stream of changes ended: ${String(error)}`),
    });
  }
}

/** Where one person belongs, as far as this stream has heard. */
class ReaderOfChanges {
  /** Null while the workspace is deleted and can still come back. */
  private roles = new Map<string, Role | null>();

  constructor(
    private readonly userId: string,
    private readonly memberships: Memberships,
  ) {}

  isConcerned({ workspaceId, people }: WorkspaceChange): boolean {
    return this.roles.has(workspaceId) || people?.includes(this.userId) === true;
  }

  async look(): Promise<void> {
    const places = await this.memberships.placesOf(this.userId);
    this.roles = new Map(places.map(({ workspaceId, role, deleted }) => [workspaceId, deleted ? null : role]));
  }

  /** Undefined for what they may not know. Every hint is checked against what holds now. */
  async read({ workspaceId, kind, id, version, people }: WorkspaceChange): Promise<StreamEvent | undefined> {
    const before = this.roles.get(workspaceId);
    const role = await this.memberships.roleOf(workspaceId, this.userId);
    if (role || kind === 'workspace') this.roles.set(workspaceId, role);
    else this.roles.delete(workspaceId);
    const addressed = people?.includes(this.userId) === true;
    // They hear of their own going, and of a workspace that goes; of nothing else from then on.
    const goes = role === null && before != null && kind === 'workspace';
    const sees = role !== null && (kind !== 'invitation' || mayInWorkspace(role, 'invite'));
    const data: ChangeEvent = { workspaceId, kind, id, version };
    return addressed || goes || sees ? { type: 'change', data } : undefined;
  }
}
