import type { QueryClient, QueryKey } from '@tanstack/react-query';

/**
 * What a stream told of everything under a key, in the place of what was fetched. An answer still on its way may be from
 * before it and would stay for good, so what is being fetched is fetched anew.
 */
export function setToldData<Data>(queries: QueryClient, queryKey: QueryKey, data: Data): void {
  queries.setQueriesData<Data>({ queryKey }, data);
  void queries.invalidateQueries({ queryKey, fetchStatus: 'fetching' });
}
