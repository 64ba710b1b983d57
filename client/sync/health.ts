/** What is true of the sync of one store, as a person may believe it. */

/**
 * `connecting` only before the first answer, at the start and after signing in again; `offline` also covers a server that
 * restarts. `signed-out`, `removed`, `suspended` and `restored` say why nothing will be sent until somebody does something.
 */
export type SyncHealthState =
  | 'connecting'
  | 'connected'
  | 'offline'
  | 'signed-out'
  | 'removed'
  | 'suspended'
  | 'restored';

export interface SyncHealth {
  readonly state: SyncHealthState;
  /** A code for `reasonWords`; null when there is nothing to explain. */
  readonly reason: string | null;
  /** Changes made here that the server has not acknowledged. */
  readonly unacked: number;
  /** When the server last acknowledged something of this device, in milliseconds since 1970; null before. */
  readonly lastAckedAt: number | null;
  /** True when everything the server had on connecting has arrived. */
  readonly caughtUp: boolean;
  /** The person's role here allows reading only: the app must not offer changes. */
  readonly readOnly: boolean;
}

/** What the connection itself knows; how far the app's store is, the tab adds. */
export interface LinkReport extends Omit<SyncHealth, 'unacked'> {
  /** Newest event that the server is known to have, out of those this device knows. Null before the store has started. */
  readonly ackedHead: number | null;
  /** The session the connection was opened with. */
  readonly sessionId: string | null;
  /** How the last connection ended; null before one did. */
  readonly lastClose: { readonly code: number; readonly reason: string; readonly at: number } | null;
}

export const firstReport: LinkReport = {
  state: 'connecting',
  reason: null,
  lastAckedAt: null,
  caughtUp: false,
  readOnly: false,
  ackedHead: null,
  sessionId: null,
  lastClose: null,
};

/** How far the app's store in this tab is: LiveStore's own words for it. */
export interface StoreStatus {
  readonly localHead: string;
  /** Changes that the worker which writes the local copy does not have yet. */
  readonly pendingCount: number;
}

/** `store` is null until it is open. What the worker does not have yet counts also while the server's head is unknown. */
export function healthOf(from: LinkReport, store: StoreStatus | null): SyncHealth {
  const { ackedHead, sessionId: _, lastClose: __, ...report } = from;
  const localHead = store && globalOf(store.localHead);
  const ahead = localHead === null || ackedHead === null ? 0 : localHead - ackedHead;
  return { ...report, unacked: Math.max(0, ahead, store?.pendingCount ?? 0) };
}

/** The global number in LiveStore's notation of a head, `e12`, `e12.3` or `e12r1`. */
export function globalOf(head: string): number | null {
  const match = /^e(\d+)/.exec(head);
  return match ? Number(match[1]) : null;
}
