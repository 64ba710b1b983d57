import type { Tone } from '@purser/kit/console/ui/StatusChip';
import type { RaRecord } from 'react-admin';

/** A person's account in one word. */
export function userState(record: RaRecord): { label: string; tone: Tone } {
  if (record.disabledAt) return { label: 'suspended', tone: 'bad' };
  if (!record.confirmedAt) return { label: 'unconfirmed', tone: 'working' };
  return { label: 'active', tone: 'good' };
}
