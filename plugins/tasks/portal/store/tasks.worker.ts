import { makeWorker } from '@livestore/adapter-web/worker';
import { purserSync } from '@purser/client/sync/purser-sync';
import { schema } from '../../schema.js';

makeWorker({ schema, sync: purserSync() });
