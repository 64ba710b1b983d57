import { type LiveStoreEvent, Schema } from '@livestore/livestore';
import { dropSetAside, readSetAside, type SetAside } from '@purser/client/sync/set-aside';
import { useEffect, useState } from 'react';
import { events, type schema } from '../../schema.js';
import type { TaskStore } from './useTaskActions.js';

type TaskEvent = LiveStoreEvent.Input.ForSchema<typeof schema>;

/** What a restore set aside for this store, and what can be done with it. */
export function useSetAside(store: TaskStore) {
  const [setAside, show] = useState<SetAside | null>(null);
  useEffect(() => {
    let isShown = true;
    // Without a database in the browser nothing can have been set aside.
    readSetAside(store.storeId).then(
      (found) => isShown && show(found),
      () => {},
    );
    return () => {
      isShown = false;
    };
  }, [store]);

  const discard = async () => {
    await dropSetAside(store.storeId);
    show(null);
  };
  const addAgain = async () => {
    const again = (setAside?.events ?? []).flatMap(({ name, args }) => readEvent(name, args) ?? []);
    store.commit(...again);
    await discard();
  };
  return { setAside, addAgain, discard };
}

/** The event as this version understands it; null for one that it does not. */
function readEvent(name: string, args: unknown): TaskEvent | null {
  const definition = Object.values(events).find((known) => known.name === name);
  if (!definition) return null;
  const read = Schema.decodeUnknownOption(definition.schema as Schema.Schema<unknown>)(args);
  return read._tag === 'Some' ? ({ name, args: read.value } as TaskEvent) : null;
}
