import { workspaceKeys } from '@purser/client/react/workspace-rows';
import { usePortal } from '@purser/kit/portal/portal';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { DomainRecord } from '../../records-domains.js';

/** The domains whose people may join this workspace, for its owners. */
export function useDomains(workspaceId: string) {
  const { api } = usePortal();
  const queries = useQueryClient();
  const path = `/api/workspaces/${workspaceId}/domains`;
  const key = [...workspaceKeys.one(workspaceId), 'domains'];
  const query = useQuery({ queryKey: key, queryFn: ({ signal }) => api.get<DomainRecord[]>(path, { signal }) });
  const again = () => queries.invalidateQueries({ queryKey: key });
  return {
    query,
    name: async (domain: string) => {
      await api.post(path, { domain });
      await again();
    },
    verify: async ({ id }: DomainRecord) => {
      await api.post(`${path}/${id}/verify`);
      await again();
    },
    remove: async ({ id }: DomainRecord) => {
      await api.delete(`${path}/${id}`);
      await again();
    },
  };
}
