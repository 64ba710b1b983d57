import { ApiProblem } from '@purser/client/http/problem';
import { onlineManager, QueryClient } from '@tanstack/react-query';

/** One per person: nothing that was loaded for one is ever shown to the next. */
export function makeQueryClient(): QueryClient {
  // It hears of the network only while a client is mounted: the last person may have left without one.
  onlineManager.setOnline(navigator.onLine);
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, error) => failures < 2 && error instanceof ApiProblem && error.isTransient,
        retryDelay: (failures, error) =>
          error instanceof ApiProblem && error.retryAfter ? error.retryAfter * 1000 : 400 * 2 ** failures,
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
