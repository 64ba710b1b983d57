/** What this plugin asks the server, and under which keys the answers are kept. */
import { usePortal, useWorkspace } from '@purser/kit/portal/portal';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { MemberPage, WorkspaceRecord } from '../records.js';

export const workspaceKey = (id: string) => ['workspace', id];
export const membersKey = (id: string) => ['workspace', id, 'members'];

/** The workspace in the URL, with its version and how many are in it. */
export function useWorkspaceRecord() {
  const { api } = usePortal();
  const { id } = useWorkspace();
  return useQuery({
    queryKey: workspaceKey(id),
    queryFn: ({ signal }) => api.get<WorkspaceRecord>(`/api/workspaces/${id}`, { signal }),
  });
}

/** Its members, longest first, page by page. */
export function useMembers() {
  const { api } = usePortal();
  const { id } = useWorkspace();
  return useInfiniteQuery({
    queryKey: membersKey(id),
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ limit: '50', ...(pageParam ? { after: pageParam } : {}) });
      return api.get<MemberPage>(`/api/workspaces/${id}/members?${query}`, { signal });
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  });
}
