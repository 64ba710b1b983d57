import type { ProvisioningOptions } from '../provisioning.options.js';

/** SQL over `provisioning_store s` and its log `l`; `quotaValues` are its parameters $1 to $3. */
export const QUOTA_EVENTS = 'coalesce(s.quota_events, $1::bigint)';
export const QUOTA_BYTES = 'coalesce(s.quota_bytes, $2::bigint)';
export const USAGE_LEVEL = `CASE
  WHEN l.events >= ${QUOTA_EVENTS} OR l.bytes >= ${QUOTA_BYTES} THEN 'over'
  WHEN l.events >= $3::numeric * ${QUOTA_EVENTS} OR l.bytes >= $3::numeric * ${QUOTA_BYTES} THEN 'warning'
  ELSE 'ok' END`;

/** Canaries are nobody's, and what is closed for good grows no more. */
export const COUNTED = `NOT s.canary AND s.desired NOT IN ('deleted', 'purged')`;

export function quotaValues({ quota: { events, bytes, warnAt } }: ProvisioningOptions): unknown[] {
  return [events, bytes, warnAt];
}
