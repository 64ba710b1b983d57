import { eventFrames } from '@purser/client/http/event-frames';
import { usePortal, useWorkspace } from '@purser/kit/portal/portal';
import { setToldData } from '@purser/kit/toldData';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { StoreStatus } from '../records.js';

const POLL_MS = 2_000;
/** The server says something far more often. */
const SILENCE_LIMIT_MS = 60_000;

export const storeKey = (workspaceId: string) => ['provisioning', 'store', workspaceId];

/** How far the store is: told by the server as it happens, and asked for every two seconds where streams do not get through. */
export function useStoreStatus() {
  const { api, fetch, online } = usePortal();
  const { id } = useWorkspace();
  const queries = useQueryClient();
  const [streaming, setStreaming] = useState(false);

  const query = useQuery({
    queryKey: storeKey(id),
    queryFn: ({ signal }) => api.get<StoreStatus>(`/api/workspaces/${id}/store`, { signal }),
    refetchInterval: ({ state }) => (streaming || isOpen(state.data) ? false : POLL_MS),
  });
  const waiting = query.data !== undefined && !isOpen(query.data);

  useEffect(() => {
    if (!waiting || !online) return;
    const stop = new AbortController();
    const listen = async () => {
      const answer = await fetch(`/api/workspaces/${id}/store/events`, {
        headers: { accept: 'text/event-stream' },
        signal: stop.signal,
      });
      if (!answer.ok || !answer.body) return;
      setStreaming(true);
      for await (const { event, data } of eventFrames(answer.body, SILENCE_LIMIT_MS))
        if (event === 'store') setToldData(queries, storeKey(id), JSON.parse(data) as StoreStatus);
    };
    // However the stream ends, asking takes over.
    void listen()
      .catch(() => undefined)
      .finally(() => setStreaming(false));
    return () => stop.abort();
  }, [waiting, online, id, fetch, queries]);

  return query;
}

/** People can work in it, or read. Its log says so, whatever is done to the store meanwhile. */
export function isOpen(status: StoreStatus | undefined): boolean {
  return status?.mode === 'open' || status?.mode === 'read_only';
}
