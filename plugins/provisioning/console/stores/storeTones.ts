import type { Tone } from '@purser/kit/console/ui/StatusChip';
import type { StorePhase } from '../../records.js';

export const storeTones: Record<StorePhase, Tone> = {
  requested: 'working',
  provisioning: 'working',
  verifying: 'working',
  active: 'good',
  suspending: 'working',
  suspended: 'paused',
  resuming: 'working',
  deleting: 'working',
  deleted: 'paused',
  restoring: 'working',
  failed: 'bad',
  purging: 'working',
  purged: 'paused',
};
