import { useSession } from '@purser/client/react/session-provider';
import { fetchStoreId } from '@purser/client/sync/fetch-ticket';
import { localStoreId } from '@purser/client/sync/local-copy';
import { usePortal, useWorkspace } from '@purser/kit/portal/portal';
import { useQuery } from '@tanstack/react-query';
import { rememberedCopy, rememberStore } from './rememberedStore.js';

/**
 * The id of this person's local copy of the workspace's store. The server is asked once per device; afterwards the list
 * opens without it.
 */
export function useStoreId() {
  const { person } = usePortal();
  const { manager } = useSession();
  const { id: workspaceId } = useWorkspace();
  const userId = person?.id ?? '';
  return useQuery({
    queryKey: ['tasks', 'store', userId, workspaceId],
    queryFn: async () => {
      const storeId = await fetchStoreId(manager, workspaceId);
      rememberStore(userId, workspaceId, storeId);
      return localStoreId(storeId, userId);
    },
    initialData: () => rememberedCopy(userId, workspaceId),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: userId !== '',
  });
}
