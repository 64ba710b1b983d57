import type { Tone } from '@purser/kit/console/ui/StatusChip';

export const invitationTones: Readonly<Record<string, Tone>> = {
  pending: 'working',
  accepted: 'good',
  declined: 'paused',
  revoked: 'paused',
  expired: 'paused',
};
