import { localStoreId } from '@purser/client/sync/local-copy';
import { usePortal, useWorkspace } from '@purser/kit/portal/portal';
import { useQuery } from '@tanstack/react-query';
import type { SyncTicketRecord } from '../../../sync/records.js';

/**
 * The id of this person's local copy of the workspace's store. The server is asked once per device; afterwards the list
 * opens without it.
 */
export function useStoreId() {
  const { api, person } = usePortal();
  const { id: workspaceId } = useWorkspace();
  const userId = person?.id ?? '';
  const remembered = `purser:store:${userId}:${workspaceId}`;
  return useQuery({
    queryKey: ['tasks', 'store', userId, workspaceId],
    queryFn: async () => {
      const { storeId } = await api.post<SyncTicketRecord>('/api/sync/tickets', { workspaceId });
      localStorage.setItem(remembered, storeId);
      return localStoreId(storeId, userId);
    },
    initialData: () => {
      const storeId = localStorage.getItem(remembered);
      return storeId === null ? undefined : localStoreId(storeId, userId);
    },
    staleTime: Number.POSITIVE_INFINITY,
    enabled: userId !== '',
  });
}
