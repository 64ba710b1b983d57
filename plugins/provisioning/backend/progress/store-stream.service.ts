import { Injectable, Logger } from '@nestjs/common';
import type { CustomerCaller } from '@purser/kit/backend/access';
import {
  catchError,
  concatMap,
  distinctUntilChanged,
  EMPTY,
  endWith,
  filter,
  ignoreElements,
  interval,
  map,
  merge,
  type Observable,
  of,
  takeUntil,
  takeWhile,
} from 'rxjs';
import { SessionGate } from '../../../auth/backend/session/session-gate.service.js';
import { Memberships } from '../../../workspace/backend/membership/memberships.service.js';
import { StoreChanges } from './store-changes.service.js';
import { StoreStatuses } from './store-statuses.service.js';

/** Keeps proxies from closing a silent stream, and is how often it is looked whether its reader may still read. */
const BEAT_MS = 15_000;

export interface StreamEvent {
  /** `store` with a `StoreStatus`, or `beat` with nothing. */
  readonly type: 'store' | 'beat';
  readonly data: object;
}

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
    const changes = this.changes.of(workspaceId);
    const stopped = changes.pipe(ignoreElements(), endWith(true));
    const look = merge(of('store' as const), changes.pipe(map(() => 'store' as const)));
    const beat = interval(BEAT_MS).pipe(map(() => 'beat' as const));
    return merge(look, beat).pipe(
      takeUntil(stopped),
      concatMap(async (type): Promise<StreamEvent | null> => {
        const mayRead =
          (await this.memberships.roleOf(workspaceId, userId)) !== null &&
          (await this.gate.reasonEnded(sessionId)) === null;
        if (!mayRead) return null;
        return { type, data: type === 'store' ? await this.statuses.ofWorkspace(workspaceId) : {} };
      }),
      takeWhile((event) => event !== null),
      filter((event) => event !== null),
      distinctUntilChanged((a, b) => b.type === 'store' && JSON.stringify(a) === JSON.stringify(b)),
      // What went wrong is for the log; the reader opens the stream again.
      catchError((error: unknown) => {
        this.logger.error(`A stream of store events ended: ${String(error)}`);
        return EMPTY;
      }),
    );
  }
}
