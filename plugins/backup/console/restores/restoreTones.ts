import type { Tone } from '@purser/kit/console/ui/StatusChip';

export const restoreTones: Readonly<Record<string, Tone>> = {
  queued: 'working',
  running: 'working',
  succeeded: 'good',
  failed: 'bad',
};
