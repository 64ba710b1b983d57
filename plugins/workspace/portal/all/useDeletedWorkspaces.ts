import { putWorkspace, workspaceKeys } from '@purser/client/react/workspace-rows';
import { usePortal, writtenAs } from '@purser/kit/portal/portal';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { DeletedWorkspaceRecord, WorkspaceRecord } from '../../records.js';

/** What this person, as an owner, deleted and can still bring back. */
export function useDeletedWorkspaces() {
  const { api, locale, refreshPerson } = usePortal();
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: workspaceKeys.deleted,
    queryFn: ({ signal }) => api.get<DeletedWorkspaceRecord[]>('/api/workspaces/deleted', { signal }),
  });
  return {
    query,
    rows: query.data ?? [],
    dateOf: ({ purgeAfter }: DeletedWorkspaceRecord) =>
      new Date(purgeAfter).toLocaleDateString(writtenAs[locale], { dateStyle: 'long' }),
    bringBack: async ({ id, version }: DeletedWorkspaceRecord) => {
      const row = await api.post<WorkspaceRecord>(`/api/workspaces/${id}/undelete`, { version });
      putWorkspace(queries, row);
      queries.setQueryData<DeletedWorkspaceRecord[]>(workspaceKeys.deleted, (rows) =>
        rows?.filter((other) => other.id !== id),
      );
      await refreshPerson();
    },
  };
}
