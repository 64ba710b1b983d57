/** What outside systems may hear of stores: ids and figures. */
import { type WebhookDeclaration, webhook } from '@purser/kit/backend/webhooks';
import { storeQuotaChanged, storeUsageChanged } from './events.js';

const storeId = 'st-0198a2f0-0000-7000-8000-000000000003';
const workspaceId = '0198a2f0-0000-7000-8000-000000000001';

export const provisioningWebhooks: readonly WebhookDeclaration[] = [
  webhook(storeUsageChanged, 'A store is nearly full, full, or has room again', {
    storeId,
    workspaceId,
    from: 'ok',
    to: 'warning',
    events: 20_140,
    bytes: 31_204_551,
    quotaEvents: 25_000,
    quotaBytes: 250_000_000,
  }),
  webhook(storeQuotaChanged, 'Operators changed what a store may hold', {
    storeId,
    workspaceId,
    events: 50_000,
    bytes: 250_000_000,
  }),
];
