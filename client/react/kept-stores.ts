/**
 * LiveStore stores behind Purser, in React: the desk that fetches their tickets, the safe defaults, and an answer to
 * every way in which a store can end. One shelf per app: `const stores = createKeptStores({ schema, adapter })`.
 */
import type { LiveStoreSchema, Store } from '@livestore/livestore';
import { type ReactApi, StoreRegistryProvider, useStore } from '@livestore/react';
import { createElement, type ReactNode, Suspense, useEffect, useState, useSyncExternalStore } from 'react';
import { handedOver } from '../sync/handed-over.js';
import {
  createKeptStore,
  type KeptStore,
  type KeptStoreOptions,
  type Opening,
  type StoreEnd,
} from '../sync/kept-store.js';
import { clearLocalCopy } from '../sync/local-copy.js';
import { missingEvents } from '../sync/missing-events.js';
import { type CopyEvents, openSyncDesk, type SyncDesk } from '../sync/sync-desk.js';
import { CatchStoreError, MarkPageError } from './error-bounds.js';
import { useSession } from './session-provider.js';

/** The local copies that this tab has had open, by their id. */
export interface KeptStores<Schema extends LiveStoreSchema> {
  of(storeId: string): KeptStore<Schema>;
}

/** Made once, outside of React. */
export function createKeptStores<Schema extends LiveStoreSchema>(
  options: KeptStoreOptions<Schema>,
): KeptStores<Schema> {
  const stores = new Map<string, KeptStore<Schema>>();
  return {
    of(storeId) {
      const store = stores.get(storeId) ?? createKeptStore(storeId, options);
      stores.set(storeId, store);
      return store;
    },
  };
}

export interface KeepStoreProps<Schema extends LiveStoreSchema> {
  readonly stores: KeptStores<Schema>;
  readonly workspaceId: string;
  /** Made with `localStoreId`. */
  readonly storeId: string;
}

/** Holds the store of a workspace open and connected while it is mounted; shows nothing. Needs a `SessionProvider`. */
export function KeepStore<Schema extends LiveStoreSchema>({ stores, workspaceId, storeId }: KeepStoreProps<Schema>) {
  const { manager } = useSession();
  const [desk, setDesk] = useState<SyncDesk | null>(null);
  const store = stores.of(storeId);
  const opening = useSyncExternalStore(store.subscribe, store.get);
  useEffect(() => {
    const opened = openSyncDesk({ manager, workspaceId, storeId, on: answersOf(storeId, store) });
    setDesk(opened);
    return () => opened.close();
  }, [manager, workspaceId, storeId, store]);
  if (desk?.storeId !== storeId || opening.ended) return null;
  const held = createElement(Hold<Schema>, { key: opening.epoch, desk, opening });
  return inRegistry(opening, null, createElement(CatchStoreError, { onCatch: () => store.end('failed') }, held));
}

export interface OpenStoreProps<Schema extends LiveStoreSchema> {
  readonly stores: KeptStores<Schema>;
  readonly storeId: string;
  /** Shown while the store opens. */
  readonly fallback: ReactNode;
  /** Shown when it could not be opened, or has ended. `clear` removes the local copy in all tabs and opens it anew. */
  readonly ended: (why: StoreEnd, clear: () => Promise<void>) => ReactNode;
  readonly children: (store: Store<Schema> & ReactApi) => ReactNode;
}

/** Gives its children the store that a `KeepStore` holds. */
export function OpenStore<Schema extends LiveStoreSchema>(props: OpenStoreProps<Schema>): ReactNode {
  const { stores, storeId, fallback, ended, children } = props;
  const store = stores.of(storeId);
  const opening = useSyncExternalStore(store.subscribe, store.get);
  if (opening.ended === 'released') return fallback;
  if (opening.ended) return ended(opening.ended, () => clearLocalCopy(storeId));
  const shown = createElement(Show<Schema>, { key: opening.epoch, opening, content: children });
  return inRegistry(opening, fallback, createElement(CatchStoreError, { onCatch: () => store.end('failed') }, shown));
}

interface HoldProps<Schema extends LiveStoreSchema> {
  readonly desk: SyncDesk;
  readonly opening: Opening<Schema>;
}

function Hold<Schema extends LiveStoreSchema>({ desk, opening }: HoldProps<Schema>): ReactNode {
  const { registry, options } = opening;
  const open = useStore(options);
  useEffect(() => {
    const store = open as unknown as Store;
    const letGo = registry.retain(options);
    const detach = desk.attach(open, (restoredHead) => missingEvents(store, restoredHead));
    return () => {
      detach();
      void handedOver(store).finally(letGo);
    };
  }, [desk, open, registry, options]);
  return null;
}

function answersOf<Schema extends LiveStoreSchema>(storeId: string, store: KeptStore<Schema>): CopyEvents {
  return {
    restored: (saved) => {
      store.end('restored');
      if (saved) void takeUpRestored(storeId);
    },
    released: () => store.end('released'),
    cleared: (ok) => (ok ? store.reopen() : store.end('failed')),
  };
}

interface ShowProps<Schema extends LiveStoreSchema> {
  readonly opening: Opening<Schema>;
  readonly content: OpenStoreProps<Schema>['children'];
}

function Show<Schema extends LiveStoreSchema>({ opening, content }: ShowProps<Schema>): ReactNode {
  return createElement(MarkPageError, null, content(useStore(opening.options)));
}

function inRegistry<Schema extends LiveStoreSchema>(
  { registry }: Opening<Schema>,
  fallback: ReactNode,
  content: ReactNode,
) {
  const waiting = createElement(Suspense, { fallback }, content);
  return StoreRegistryProvider({ storeRegistry: registry, children: waiting });
}

/** The other tabs save what they have first. */
const OTHERS_SAVE_MS = 1_000;

/** One tab replaces the copy by the restored log; the others hear `cleared`. */
async function takeUpRestored(storeId: string): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, OTHERS_SAVE_MS));
  await navigator.locks.request(`purser:restored:${storeId}`, { ifAvailable: true }, async (lock) => {
    if (lock) await clearLocalCopy(storeId).catch(() => {});
  });
}
