import type { Tone } from '@purser/kit/console/ui/StatusChip';
import type { RaRecord } from 'react-admin';
import type { StoreQuota, UsageLevel } from '../../records.js';

/** As operators read it. */
export const usageWords: Readonly<Record<UsageLevel, string>> = {
  ok: 'within quota',
  warning: 'nearly full',
  over: 'over quota',
};

export const usageTones: Readonly<Record<UsageLevel, Tone>> = { ok: 'good', warning: 'warning', over: 'bad' };

export interface QuotaOfStore extends StoreQuota {
  readonly warnAt: number;
  /** Whether an operator said something else of this store than the options do. */
  readonly isOwn: boolean;
}

/** Of `GET /api/console/stores/:id`; undefined for a record that came from a list. */
export function quotaOf({ quotaDefaults, quotaEvents, quotaBytes }: RaRecord): QuotaOfStore | undefined {
  if (!quotaDefaults) return undefined;
  return {
    events: quotaEvents ?? quotaDefaults.events,
    bytes: quotaBytes ?? quotaDefaults.bytes,
    warnAt: quotaDefaults.warnAt,
    isOwn: quotaEvents != null || quotaBytes != null,
  };
}
