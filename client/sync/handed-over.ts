import { type Store, StoreInternalsSymbol } from '@livestore/livestore';
import { Effect } from '@livestore/utils/effect';

const LOOK_AGAIN_MS = 20;

/**
 * Resolves when the worker that writes the local copy down has every event of this store, or the store was shut down. A
 * store that is let go before loses what it had not handed over yet.
 */
export async function handedOver(store: Store): Promise<void> {
  const internals = store[StoreInternalsSymbol];
  const waits = () => Effect.runSync(internals.syncProcessor.syncState.get).pending.length > 0;
  while (!internals.isShutdown && waits()) await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
}
