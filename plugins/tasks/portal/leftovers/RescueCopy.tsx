import type { Store } from '@livestore/livestore';
import { KeepStore, OpenStore } from '@purser/client/react/kept-stores';
import { clearLocalCopy, hasLocalCopy } from '@purser/client/sync/local-copy';
import { pendingEvents } from '@purser/client/sync/pending-events';
import { saveSetAside } from '@purser/client/sync/set-aside';
import { useEffect, useRef, useState } from 'react';
import { stores } from '../store/stores.js';

export interface RescueCopyProps {
  readonly workspaceId: string;
  readonly localId: string;
  /** Not `ok`: the copy is still here. */
  readonly onDone: (ok: boolean) => void;
}

interface Saving {
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * Opens the copy once more, without a server, and sets aside what was never sent; then closes it and removes it. One tab
 * does it; the others wait and find it done.
 */
export default function RescueCopy({ workspaceId, localId, onDone }: RescueCopyProps) {
  const [open, setOpen] = useState(false);
  const saving = useRef<Saving | null>(null);
  const done = useRef(onDone);

  useEffect(() => {
    const stop = new AbortController();
    const rescue = async () => {
      if (!hasLocalCopy(localId)) return;
      const saved = new Promise<void>((resolve, reject) => {
        saving.current = { resolve, reject };
      });
      setOpen(true);
      // A store that is open would take the files up again.
      await saved.finally(() => setOpen(false));
      await clearLocalCopy(localId);
    };
    navigator.locks.request(`purser:closed:${localId}`, { signal: stop.signal }, rescue).then(
      () => done.current(true),
      () => stop.signal.aborted || done.current(false),
    );
    return () => {
      stop.abort();
      saving.current?.reject(stop.signal.reason);
    };
  }, [localId]);

  if (!open) return null;
  return (
    <>
      <KeepStore stores={stores} workspaceId={workspaceId} storeId={localId} />
      <OpenStore stores={stores} storeId={localId} fallback={null} ended={() => <Failed saving={saving} />}>
        {(store) => <SetAside store={store as unknown as Store} localId={localId} saving={saving} />}
      </OpenStore>
    </>
  );
}

interface SavingProps {
  readonly saving: { readonly current: Saving | null };
}

function SetAside({ store, localId, saving }: SavingProps & { readonly store: Store; readonly localId: string }) {
  useEffect(() => {
    const { resolve, reject } = saving.current ?? { resolve: () => undefined, reject: () => undefined };
    const save = async () => {
      const events = await pendingEvents(store);
      const keyed = events.map((event) => ({ ...event, key: `closed:${event.key}` }));
      await saveSetAside(localId, keyed, 'closed');
    };
    save().then(resolve, reject);
  }, [store, localId, saving]);
  return null;
}

function Failed({ saving }: SavingProps) {
  useEffect(() => saving.current?.reject(new Error('The local copy could not be opened')), [saving]);
  return null;
}
