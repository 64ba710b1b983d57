import { useSyncExternalStore } from 'react';
import type { SyncHealth } from '../sync/health.js';
import { currentDesk, type SyncDesk, watchCurrentDesk } from '../sync/sync-desk.js';

const nothing = () => () => {};

/** The desk of the store that is open in this tab; null when none is. */
export function useSyncDesk(): SyncDesk | null {
  return useSyncExternalStore(watchCurrentDesk, currentDesk, () => null);
}

/** How the sync of the open store is, live; null when no store is open. Loads nothing of LiveStore. */
export function useSyncHealth(): SyncHealth | null {
  const desk = useSyncDesk();
  return useSyncExternalStore(
    desk ? desk.subscribe : nothing,
    () => desk?.getHealth() ?? null,
    () => null,
  );
}
