import { workspaceKeys } from '@purser/client/react/workspace-rows';
import { usePortal, useWorkspace } from '@purser/kit/portal/portal';
import { useQuery } from '@tanstack/react-query';
import type { WorkspaceRecord } from '../records.js';

/** The workspace in the URL, with its version and how many are in it. */
export function useWorkspaceRecord() {
  const { api } = usePortal();
  const { id } = useWorkspace();
  return useQuery({
    queryKey: workspaceKeys.one(id),
    queryFn: ({ signal }) => api.get<WorkspaceRecord>(`/api/workspaces/${id}`, { signal }),
  });
}
