/** LiveStore's own Cloudflare backend as its documentation sets it up. Bundled and run under workerd by `cloudflare.ts`. */
import { makeDurableObject, makeWorker } from '@livestore/sync-cf/cf-worker';

export class SyncBackendDO extends makeDurableObject({ enabledTransports: new Set(['ws']) }) {}

export default makeWorker<{ SYNC_BACKEND_DO: never }>({ syncBackendBinding: 'SYNC_BACKEND_DO' });
