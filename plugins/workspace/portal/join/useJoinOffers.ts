import { workspaceKeys } from '@purser/client/react/workspace-rows';
import { usePortal } from '@purser/kit/portal/portal';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { DOMAIN_JOIN_FLAG } from '../../names.js';
import type { JoinOffer } from '../../records-domains.js';

/** Workspaces that this person may join by the domain of their mailbox. */
export function useJoinOffers() {
  const { api, house, person } = usePortal();
  const queries = useQueryClient();
  const { data = [] } = useQuery({
    // Beside the list, so that whatever changes it asks for these anew.
    queryKey: [...workspaceKeys.list, 'joinable'],
    queryFn: ({ signal }) => api.get<JoinOffer[]>('/api/workspaces/joinable', { signal }),
    enabled: person !== null && house.flags[DOMAIN_JOIN_FLAG] === true,
  });
  return {
    offers: data,
    join: async ({ workspaceId }: JoinOffer) => {
      await api.post(`/api/workspaces/${workspaceId}/join`);
      await queries.invalidateQueries({ queryKey: workspaceKeys.list });
    },
  };
}
