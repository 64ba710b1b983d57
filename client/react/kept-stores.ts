/**
 * LiveStore stores behind Purser, in React: the desk that fetches their tickets, the safe defaults, and an answer to
 * every way in which a store can end. One per app: `const stores = createKeptStores({ schema, adapter })`.
 */
import type { LiveStoreSchema, Store } from '@livestore/livestore';
import { type ReactApi, StoreRegistryProvider, useStore } from '@livestore/react';
import { Component, createElement, type ReactNode, Suspense, useEffect, useState, useSyncExternalStore } from 'react';
import {
  createKeptStore,
  type KeptStore,
  type KeptStoreOptions,
  type Opening,
  type StoreEnd,
} from '../sync/kept-store.js';
import { clearLocalCopy } from '../sync/local-copy.js';
import { pendingEvents } from '../sync/pending-events.js';
import { openSyncDesk, type SyncDesk } from '../sync/sync-desk.js';
import { useSession } from './session-provider.js';

export interface KeepStoreProps {
  readonly workspaceId: string;
  /** Made with `localStoreId`. */
  readonly storeId: string;
}

export interface OpenStoreProps<Schema extends LiveStoreSchema> {
  readonly storeId: string;
  /** Shown while the store opens. */
  readonly fallback: ReactNode;
  /** Shown when it could not be opened, or has ended. `clear` removes the local copy in all tabs and opens it anew. */
  readonly ended: (why: StoreEnd, clear: () => Promise<void>) => ReactNode;
  readonly children: (store: Store<Schema> & ReactApi) => ReactNode;
}

export interface KeptStores<Schema extends LiveStoreSchema> {
  /** Holds the store of a workspace open and connected while it is mounted; shows nothing. Needs a `SessionProvider`. */
  KeepStore(props: KeepStoreProps): ReactNode;
  /** Gives its children the store that a `KeepStore` holds. */
  OpenStore(props: OpenStoreProps<Schema>): ReactNode;
}

export function createKeptStores<Schema extends LiveStoreSchema>(
  options: KeptStoreOptions<Schema>,
): KeptStores<Schema> {
  const stores = new Map<string, KeptStore<Schema>>();
  const kept = (storeId: string): KeptStore<Schema> => {
    const known = stores.get(storeId) ?? createKeptStore(storeId, options);
    stores.set(storeId, known);
    return known;
  };
  const useOpening = (storeId: string) => useSyncExternalStore(kept(storeId).subscribe, kept(storeId).get);

  function KeepStore({ workspaceId, storeId }: KeepStoreProps): ReactNode {
    const { manager } = useSession();
    const [desk, setDesk] = useState<SyncDesk | null>(null);
    const opening = useOpening(storeId);
    useEffect(() => {
      const opened = openSyncDesk({ manager, workspaceId, storeId });
      setDesk(opened);
      return () => opened.close();
    }, [manager, workspaceId, storeId]);
    if (!desk || opening.ended) return null;
    const held = createElement(Hold, { key: opening.epoch, desk, opening });
    return within(opening, createElement(Catch, { onCatch: () => kept(storeId).end('failed') }, held), null);
  }

  function Hold({ desk, opening }: { desk: SyncDesk; opening: Opening<Schema> }): ReactNode {
    const store = useStore(opening.options);
    useEffect(() => {
      const own = kept(desk.storeId);
      return desk.attach(store, {
        pending: () => pendingEvents(store as unknown as Store),
        restored: (saved) => {
          own.end('restored');
          if (saved) void takeUpRestored(desk.storeId);
        },
        released: () => own.end('released'),
        cleared: (ok) => (ok ? own.reopen() : own.end('failed')),
      });
    }, [desk, store]);
    return null;
  }

  function OpenStore({ storeId, fallback, ended, children }: OpenStoreProps<Schema>): ReactNode {
    const opening = useOpening(storeId);
    const clear = () => clearLocalCopy(storeId);
    if (opening.ended === 'released') return fallback;
    if (opening.ended) return ended(opening.ended, clear);
    const shown = createElement(Show, { key: opening.epoch, opening, children });
    return within(opening, createElement(Catch, { onCatch: () => kept(storeId).end('failed') }, shown), fallback);
  }

  function Show({
    opening,
    children,
  }: Pick<OpenStoreProps<Schema>, 'children'> & { opening: Opening<Schema> }): ReactNode {
    const store = useStore(opening.options);
    return createElement(Pass, null, children(store));
  }

  return { KeepStore, OpenStore };
}

function within<Schema extends LiveStoreSchema>(
  { registry }: Opening<Schema>,
  content: ReactNode,
  fallback: ReactNode,
): ReactNode {
  return createElement(StoreRegistryProvider, {
    storeRegistry: registry,
    children: createElement(Suspense, { fallback }, content),
  });
}

/** One tab replaces the copy by the restored log; the others hear `cleared`. What was not sent is saved by now. */
async function takeUpRestored(storeId: string): Promise<void> {
  await navigator.locks.request(`purser:restored:${storeId}`, { ifAvailable: true }, async (lock) => {
    if (lock) await clearLocalCopy(storeId).catch(() => {});
  });
}

/** What a page throws is the page's affair, and none of the store's. */
class PageError extends Error {}

/** Catches what its page throws and hands it on, marked. */
class Pass extends Component<
  { readonly children?: ReactNode },
  { readonly thrown: { readonly error: unknown } | null }
> {
  override state: { readonly thrown: { readonly error: unknown } | null } = { thrown: null };

  static getDerivedStateFromError(error: unknown) {
    return { thrown: { error } };
  }

  override render() {
    const { thrown } = this.state;
    if (thrown) throw new PageError('A page on an open store threw', { cause: thrown.error });
    return this.props.children;
  }
}

class Catch extends Component<
  { readonly onCatch: () => void; readonly children?: ReactNode },
  { readonly caught: unknown }
> {
  override state: { readonly caught: unknown } = { caught: null };

  static getDerivedStateFromError(caught: unknown) {
    return { caught };
  }

  override componentDidCatch(error: unknown) {
    if (!(error instanceof PageError)) this.props.onCatch();
  }

  override render() {
    const { caught } = this.state;
    if (caught instanceof PageError) throw caught.cause;
    return caught === null ? this.props.children : null;
  }
}
