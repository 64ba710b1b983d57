import type { Tone } from '@purser/kit/console/ui/StatusChip';
import type { RestoreRequestState } from '../../records.js';

export const requestTones: Record<RestoreRequestState, Tone> = {
  requested: 'working',
  approved: 'working',
  declined: 'paused',
  withdrawn: 'paused',
  done: 'good',
};
