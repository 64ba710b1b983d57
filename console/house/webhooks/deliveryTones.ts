import type { Tone } from '@purser/kit/console/ui/StatusChip';

export const deliveryTones: Readonly<Record<string, Tone>> = { pending: 'working', delivered: 'good', dead: 'bad' };
