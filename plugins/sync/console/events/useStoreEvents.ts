import type { ConsoleDataProvider } from '@purser/kit/console/act';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useDataProvider } from 'react-admin';
import type { StoreEventPage } from '../../records.js';

/** Newest first, a page at a time; with a name, those whose name holds it. */
export function useStoreEvents(storeId: string, name: string) {
  const dataProvider = useDataProvider<ConsoleDataProvider>();
  return useInfiniteQuery({
    queryKey: ['store-events', storeId, name],
    queryFn: ({ pageParam }) => {
      const query = new URLSearchParams({
        ...(pageParam === null ? {} : { before: String(pageParam) }),
        ...(name === '' ? {} : { name }),
      });
      return dataProvider.read<StoreEventPage>(`console/stores/${encodeURIComponent(storeId)}/events?${query}`);
    },
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
  });
}
