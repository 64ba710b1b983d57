import { Injectable } from '@nestjs/common';
import { SessionGate } from '../../../auth/backend/session/session-gate.service.js';
import { Memberships } from '../../../workspace/backend/membership/memberships.service.js';
import { roleTable } from '../../../workspace/records.js';
import { type SyncClosing, sessionEndedClosing, syncClosings } from '../../names.js';
import { EventLogProvider } from '../store-log/event-log.provider.js';

export interface Person {
  readonly userId: string;
  readonly sessionId: string;
  readonly workspaceId: string;
  readonly storeId: string;
}

export type Standing =
  | { readonly good: true; readonly role: string; readonly readOnly: boolean }
  | { readonly good: false; readonly closing: SyncClosing };

/** What a ticket says while its store only answers reads, whoever asks: once it is open, they are told to come again. */
export const READER = 'viewer';

export function readsOnly(role: string): boolean {
  return !roleTable.write.some((writer) => writer === role);
}

/** What somebody may do now: their session, their role in the workspace, its log's mode. Looked up, never taken from a token. */
@Injectable()
export class Standings {
  constructor(
    private readonly sessions: SessionGate,
    private readonly memberships: Memberships,
    private readonly logs: EventLogProvider,
  ) {}

  async of({ userId, sessionId, workspaceId, storeId }: Person): Promise<Standing> {
    const [reason, member, log] = await Promise.all([
      this.sessions.reasonEnded(sessionId),
      this.memberships.standingOf(workspaceId, userId),
      this.logs.log.state(storeId),
    ]);
    if (reason !== null) return { good: false, closing: sessionEndedClosing(reason) };
    if (member === null) return { good: false, closing: syncClosings.removed };
    if (log === null) return { good: false, closing: syncClosings.storeNotFound };
    if (member.suspended || log.mode === 'closed') return { good: false, closing: syncClosings.suspended };
    const { role } = member;
    return { good: true, role, readOnly: readsOnly(role) || log.mode === 'read_only' };
  }
}
