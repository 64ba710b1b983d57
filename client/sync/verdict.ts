/** What follows from a closed socket or a refused ticket. */
import type { SyncHealthState } from './health.js';
import type { TicketRefusal } from './ticket.js';

export type Verdict =
  /** Come back by itself. */
  | {
      readonly kind: 'retry';
      readonly state: 'offline' | 'suspended';
      readonly reason: string | null;
      readonly atLeastMs: number;
    }
  /** Wait until somebody has signed in again, then go on with the backlog. */
  | { readonly kind: 'sign-in'; readonly state: 'signed-out'; readonly reason: string }
  /** Over, unless a person asks for another try. */
  | {
      readonly kind: 'stop';
      readonly state: Extract<SyncHealthState, 'removed' | 'restored'>;
      readonly reason: string;
    };

const SUSPENDED_PAUSE_MS = 30_000;
const TOO_FAST_PAUSE_MS = 5_000;
const BAD_FRAME_PAUSE_MS = 10_000;

const retry = (atLeastMs = 0, reason: string | null = null): Verdict => ({
  kind: 'retry',
  state: 'offline',
  reason,
  atLeastMs,
});
const removed = (reason: string): Verdict => ({ kind: 'stop', state: 'removed', reason });
const suspended = (reason: string): Verdict => ({
  kind: 'retry',
  state: 'suspended',
  reason,
  atLeastMs: SUSPENDED_PAUSE_MS,
});

/** By the codes of the sync server; the close reason is its error code. */
export function verdictOfClose(code: number, reason: string): Verdict {
  switch (code) {
    case 4401:
      return { kind: 'sign-in', state: 'signed-out', reason: reason || 'session_revoked' };
    case 4403:
      // A changed role needs a new ticket, which tells what is allowed now.
      return reason === 'role_changed' || reason === 'read_only' ? retry(0, null) : removed(reason || 'removed');
    case 4404:
      return removed(reason || 'store_not_found');
    case 4409:
      return suspended(reason || 'store_suspended');
    case 4429:
      return retry(TOO_FAST_PAUSE_MS);
    case 1002:
    case 1003:
    case 1007:
    case 1008:
    case 1009:
      return retry(BAD_FRAME_PAUSE_MS, reason || null);
    default:
      return retry();
  }
}

export function verdictOfRefusal({ status, code, retryAfter = 0 }: TicketRefusal): Verdict {
  if (status === 401) return { kind: 'sign-in', state: 'signed-out', reason: code };
  if (code === 'store_suspended' || code === 'workspace_suspended') return suspended('store_suspended');
  if (status === 403 || status === 404) return removed(code === 'forbidden' ? 'removed' : code);
  return retry(retryAfter * 1000);
}
