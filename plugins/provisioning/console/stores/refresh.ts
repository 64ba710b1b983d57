import type { RaRecord } from 'react-admin';
import type { DesiredState, StorePhase } from '../../records.js';
import { storeTones } from './storeTones.js';

const MOVES_MS = 1_000;
const RESTS_MS = 5_000;

const arrived: Record<DesiredState, string | null> = {
  active: 'open',
  read_only: 'read_only',
  suspended: 'closed',
  deleted: 'closed',
  purged: null,
};

/** Milliseconds until a store is looked at again: often while it is on its way to what it shall be. */
export function storeRefreshMs({ state: { data } }: { readonly state: { readonly data?: RaRecord } }): number {
  if (!data || data.phase === 'failed') return RESTS_MS;
  const moves =
    storeTones[data.phase as StorePhase] === 'working' || data.mode !== arrived[data.desired as DesiredState];
  return moves ? MOVES_MS : RESTS_MS;
}
