/** One local copy of a store in this tab, through all its openings: it can end, be cleared, and be opened anew. */

import type { LiveStoreSchema } from '@livestore/livestore';
import { type Adapter, makeShutdownDeferred, type RegistryStoreOptions, StoreRegistry } from '@livestore/livestore';
import { Deferred, Effect, Exit } from '@livestore/utils/effect';

/** Why the store is not open now. `restored`: the server's log was replaced. `failed`: LiveStore stopped by itself. */
export type StoreEnd = 'released' | 'restored' | 'failed';

export interface Opening<Schema extends LiveStoreSchema> {
  /** Counts the openings; key components by it. */
  readonly epoch: number;
  readonly registry: StoreRegistry;
  readonly options: RegistryStoreOptions<Schema>;
  /** A store that has ended still accepts commits and loses them: offer none. */
  readonly ended: StoreEnd | null;
}

export interface KeptStore<Schema extends LiveStoreSchema> {
  /** The same object until something changes. */
  get(): Opening<Schema>;
  subscribe(listener: () => void): () => void;
  end(why: StoreEnd): void;
  /** Opens it anew, with nothing left of the store that ended. */
  reopen(): void;
}

export interface KeptStoreOptions<Schema extends LiveStoreSchema> {
  readonly schema: Schema;
  readonly adapter: Adapter;
  /** How long a store stays connected after its last page was left and its worker has all of its events. */
  readonly unusedCacheTimeMs?: number;
  readonly batchUpdates?: (run: () => void) => void;
}

export function createKeptStore<Schema extends LiveStoreSchema>(
  storeId: string,
  { schema, adapter, unusedCacheTimeMs = 300, batchUpdates }: KeptStoreOptions<Schema>,
): KeptStore<Schema> {
  const listeners = new Set<() => void>();
  let opening = open(0);

  function open(epoch: number): Opening<Schema> {
    const registry = new StoreRegistry({ defaultOptions: { unusedCacheTime: unusedCacheTimeMs, batchUpdates } });
    const shutdownDeferred = Effect.runSync(makeShutdownDeferred);
    void Effect.runPromiseExit(Deferred.await(shutdownDeferred)).then((exit) => {
      if (Exit.isFailure(exit) && opening.epoch === epoch) end('failed');
    });
    const options: RegistryStoreOptions<Schema> = {
      storeId,
      schema,
      adapter,
      shutdownDeferred,
      // A page that is closed before its worker has its events loses them: the browser asks first.
      confirmUnsavedChanges: true,
    };
    return { epoch, registry, options, ended: null };
  }

  function become(next: Opening<Schema>): void {
    opening = next;
    for (const listener of [...listeners]) listener();
  }

  function end(why: StoreEnd): void {
    // A reason stands against what follows from it, LiveStore shutting down.
    const isFollowUp = why === 'failed' && opening.ended === 'restored';
    if (opening.ended !== why && !isFollowUp) become({ ...opening, ended: why });
  }

  return {
    get: () => opening,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    end,
    reopen() {
      const { registry, epoch } = opening;
      become(open(epoch + 1));
      void registry.dispose().catch(() => {});
    },
  };
}
