import type { ConsoleDataProvider } from '@purser/kit/console/act';
import { setToldData } from '@purser/kit/toldData';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { type RaRecord, useDataProvider } from 'react-admin';
import type { BackupRecordEvent } from '../../records.js';

const RESOURCES = ['backups', 'restores', 'drills', 'restore-requests'] as const;
/** Where the stream does not get through, what is shown is asked for again. */
const ASK_AGAIN_MS = 5_000;

/** One stream for all that is on the page. */
const stream = { readers: 0, isOpen: false, stop: new AbortController(), listeners: new Set<() => void>() };

/**
 * What is shown of runs, restores and drills goes on by itself while something that calls this is on the page. Answers how
 * often it is to be asked for besides: never, while the stream stands.
 */
export function useFollowedBackups(): { readonly refetchInterval: number | false } {
  const dataProvider = useDataProvider<ConsoleDataProvider>();
  const queries = useQueryClient();
  useEffect(() => {
    stream.readers += 1;
    if (stream.readers === 1) follow(dataProvider, queries);
    return () => {
      stream.readers -= 1;
      if (stream.readers === 0) stream.stop.abort();
    };
  }, [dataProvider, queries]);
  const isOpen = useSyncExternalStore(subscribe, () => stream.isOpen);
  return { refetchInterval: isOpen ? false : ASK_AGAIN_MS };
}

function subscribe(listener: () => void): () => void {
  stream.listeners.add(listener);
  return () => stream.listeners.delete(listener);
}

function follow(dataProvider: ConsoleDataProvider, queries: QueryClient): void {
  const stop = new AbortController();
  stream.stop = stop;
  const onState = (isOpen: boolean) => {
    stream.isOpen = isOpen && !stop.signal.aborted;
    for (const listener of stream.listeners) listener();
  };
  const events = {
    onEvent({ event, data }: { event: string; data: string }) {
      if (event === 'resync')
        for (const resource of RESOURCES) void queries.invalidateQueries({ queryKey: [resource] });
      if (event === 'record') show(queries, JSON.parse(data) as BackupRecordEvent);
    },
    onState,
  };
  void dataProvider.follow('console/backup-events', events, stop.signal).catch(() => onState(false));
}

/** In its page and in every list; a list that does not have it is asked for anew. */
function show(queries: QueryClient, { resource, record }: BackupRecordEvent): void {
  setToldData(queries, [resource, 'getOne', { id: record.id }], record as RaRecord);
  for (const method of ['getList', 'getManyReference']) {
    for (const [queryKey, page] of queries.getQueriesData<{ data: RaRecord[] }>({ queryKey: [resource, method] })) {
      const before = page?.data.find(({ id }) => id === record.id);
      // What moved to another state may belong to another page, or to none.
      if (before?.state !== record.state) void queries.invalidateQueries({ queryKey });
      if (!page || !before) continue;
      const data = page.data.map((each) => (each.id === record.id ? record : each));
      queries.setQueryData(queryKey, { ...page, data });
    }
  }
}
