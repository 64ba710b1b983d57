import type { StoreStatus } from '../records.js';

export type ClosedAs = 'suspended' | 'deleted' | 'opening' | 'restoring' | 'failed';

/** Why a store that was open once is not open now. */
export function closedAs({ phase, course, desired }: Pick<StoreStatus, 'phase' | 'course' | 'desired'>): ClosedAs {
  if (phase === 'failed') return 'failed';
  if (desired === 'deleted' || desired === 'purged') return 'deleted';
  if (desired === 'suspended') return 'suspended';
  if (course === 'delete' || course === 'restore' || course === 'restored') return 'restoring';
  return phase === 'active' ? 'suspended' : 'opening';
}
