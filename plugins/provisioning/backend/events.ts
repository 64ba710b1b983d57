import { defineEvent } from '@purser/kit/backend/events';

/** Published once per store, in the transaction that opens its log. */
export const storeReady = defineEvent<{ storeId: string; workspaceId: string; backendId: string }>('store.ready');

/** Published once per store, in the transaction that erases the last of its log. */
export const storePurged = defineEvent<{ storeId: string; workspaceId: string }>('store.purged');

/** Published each time a store that was suspended, deleted or restored is open again, in the transaction that opens its log. */
export const storeReopened = defineEvent<{ storeId: string; workspaceId: string; backendId: string }>('store.reopened');
