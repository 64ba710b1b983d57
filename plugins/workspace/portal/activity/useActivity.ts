import { workspaceKeys } from '@purser/client/react/workspace-rows';
import { usePortal, useWorkspace } from '@purser/kit/portal/portal';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearch } from 'wouter/use-browser-location';
import type { ActivityPage } from '../../records-activity.js';

/** What is shown of the trail; it stands in the URL, so that it can be bookmarked and passed on. */
export interface ActivityFilter {
  /** A group of entries; empty = all. */
  readonly about: string;
  /** Id of who did it; empty = everybody. */
  readonly by: string;
  /** Dates without a time, in the person's own zone; empty = open. */
  readonly from: string;
  readonly to: string;
}

const groups: Readonly<Record<string, readonly string[]>> = {
  members: ['member-added', 'member-removed', 'member-left', 'member-role-changed', 'domain-joined', 'transferred'],
  invitations: ['invited', 'invitation-resent', 'invitation-revoked', 'invitation-accepted', 'invitation-declined'],
  workspace: [
    'created',
    'renamed',
    'deleted',
    'undeleted',
    'suspended',
    'resumed',
    'seats-changed',
    'domain-named',
    'domain-proven',
    'domain-removed',
    'exported',
  ],
};
export const activityGroups = Object.keys(groups);

export function useActivityFilter() {
  const { navigate } = usePortal();
  const { id } = useWorkspace();
  const search = new URLSearchParams(useSearch());
  const value = (key: string) => search.get(key) ?? '';
  const filter: ActivityFilter = { about: value('about'), by: value('by'), from: value('from'), to: value('to') };
  const change = (part: Partial<ActivityFilter>) => {
    const next = Object.entries({ ...filter, ...part }).filter(([, text]) => text !== '');
    const query = new URLSearchParams(next).toString();
    navigate(`/w/${id}/activity${query ? `?${query}` : ''}`, { replace: true });
  };
  return { filter, change };
}

export function useActivity(filter: ActivityFilter) {
  const { api } = usePortal();
  const { id } = useWorkspace();
  return useInfiniteQuery({
    queryKey: [...workspaceKeys.activity(id), filter],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ ...asked(filter), limit: '50', ...(pageParam ? { after: pageParam } : {}) });
      return api.get<ActivityPage>(`/api/workspaces/${id}/audit?${query}`, { signal });
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

/** The filter as the server wants it. */
export function asked({ about, by, from, to }: ActivityFilter): Record<string, string> {
  const what = groups[about]?.map((name) => `workspace.${name}`).join(',');
  return {
    ...(what ? { what } : {}),
    ...(by ? { by } : {}),
    ...(from ? { from: new Date(`${from}T00:00`).toISOString() } : {}),
    ...(to ? { to: new Date(`${to}T23:59:59.999`).toISOString() } : {}),
  };
}
