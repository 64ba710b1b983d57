import type { Tone } from '@purser/kit/console/ui/StatusChip';

export const workspaceTones: Readonly<Record<string, Tone>> = { active: 'good', suspended: 'paused', deleted: 'bad' };
