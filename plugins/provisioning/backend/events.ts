import { defineEvent } from '@purser/kit/backend/events';
import type { UsageLevel } from '../records.js';

/** Published once per store, in the transaction that opens its log. */
export const storeReady = defineEvent<{ storeId: string; workspaceId: string; backendId: string }>('store.ready');

/** Published once per store, in the transaction that erases the last of its log. */
export const storePurged = defineEvent<{ storeId: string; workspaceId: string }>('store.purged');

/** Published each time a store that was suspended, deleted or restored is open again, in the transaction that opens its log. */
export const storeReopened = defineEvent<{ storeId: string; workspaceId: string; backendId: string }>('store.reopened');

/** A store is on another level of its quota, fuller or emptier. Once per change, in the transaction that writes it down. */
export const storeUsageChanged = defineEvent<{
  storeId: string;
  workspaceId: string;
  from: UsageLevel;
  to: UsageLevel;
  events: number;
  bytes: number;
  quotaEvents: number;
  quotaBytes: number;
}>('store.usage-changed');

/** An operator changed what a store may hold; `events` and `bytes` are what holds now. */
export const storeQuotaChanged = defineEvent<{ storeId: string; workspaceId: string; events: number; bytes: number }>(
  'store.quota-changed',
);
