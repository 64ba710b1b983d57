/// <reference types="vite/client" />
import { makePersistedAdapter } from '@livestore/adapter-web';
import LiveStoreSharedWorker from '@livestore/adapter-web/shared-worker?sharedworker';
import { createKeptStores } from '@purser/client/react/kept-stores';
import { unstable_batchedUpdates as batchUpdates } from 'react-dom';
import { schema } from '../../schema.js';
import TasksWorker from './tasks.worker.ts?worker';

/** The only door to LiveStore: whoever imports this loads it, so it is imported lazily, and only inside a workspace. */
export const stores = createKeptStores({
  schema,
  batchUpdates,
  adapter: makePersistedAdapter({
    worker: TasksWorker,
    sharedWorker: LiveStoreSharedWorker,
    storage: { type: 'opfs' },
    // With the fast path the first start after a removed copy fails in Chromium.
    experimental: { disableFastPath: true },
  }),
});
