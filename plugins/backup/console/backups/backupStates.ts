import { bytes } from '@purser/kit/console/bytes';
import type { Tone } from '@purser/kit/console/ui/StatusChip';
import type { BackupState } from '../../records.js';

export const backupTones: Record<BackupState, Tone> = {
  queued: 'working',
  running: 'working',
  uploaded: 'good',
  verified: 'good',
  failed: 'bad',
  corrupt: 'bad',
  cancelled: 'paused',
  expired: 'paused',
};

export const kindWords = { full: 'Everything', events: 'What is new' } as const;

export const isAtWork = (state: unknown): boolean => state === 'queued' || state === 'running';
export const isStored = (state: unknown): boolean => state === 'uploaded' || state === 'verified';
export const isBad = (state: unknown): boolean => state === 'failed' || state === 'corrupt';

export function bytesIn(count: number | null | undefined): string {
  return count == null ? '—' : bytes(count);
}

export function seconds(from: string | null | undefined, to: string | null | undefined): string {
  if (!from || !to) return '—';
  const took = (Date.parse(to) - Date.parse(from)) / 1000;
  return took < 90 ? `${took.toFixed(1)} s` : `${Math.round(took / 60)} min`;
}
