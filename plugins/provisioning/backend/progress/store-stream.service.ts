import { Injectable, Logger } from '@nestjs/common';
import type { CustomerCaller } from '@purser/kit/backend/access';
import { eventStream, type StreamEvent } from '@purser/kit/backend/streams';
import { distinctUntilChanged, filter, type Observable } from 'rxjs';
import { SessionGate } from '../../../auth/backend/session/session-gate.service.js';
import { Memberships } from '../../../workspace/backend/membership/memberships.service.js';
import { StoreChanges } from './store-changes.service.js';
import { StoreStatuses } from './store-statuses.service.js';

/** The status at once, then after every change; ends with the session, the membership or the process. */
@Injectable()
export class StoreStream {
  private readonly logger = new Logger('Provisioning');

  constructor(
    private readonly changes: StoreChanges,
    private readonly statuses: StoreStatuses,
    private readonly memberships: Memberships,
    private readonly gate: SessionGate,
  ) {}

  open({ userId, sessionId }: CustomerCaller, workspaceId: string): Observable<StreamEvent> {
    return eventStream({
      hints: this.changes.hints().pipe(filter((changed) => changed === null || changed === workspaceId)),
      mayRead: async () =>
        (await this.memberships.roleOf(workspaceId, userId)) !== null &&
        (await this.gate.reasonEnded(sessionId)) === null,
      read: async () => ({ type: 'store', data: await this.statuses.ofWorkspace(workspaceId) }),
      failed: (error) => this.logger.error(`A stream of store events ended: ${String(error)}`),
    }).pipe(distinctUntilChanged((a, b) => b.type === 'store' && JSON.stringify(a) === JSON.stringify(b)));
  }
}
