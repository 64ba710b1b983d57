/**
 * Workspaces, members and invitations as a person sees them: their own changes at once, the server's word as soon as it
 * is there. Each act resolves when the server has it (or it is kept for later) and throws `ApiProblem` when it was taken
 * back; only that row then goes back.
 */
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { Outcome } from '../workspaces/edit-desk.js';
import type { WorkspaceEdit } from '../workspaces/edits.js';
import type {
  InvitationPage,
  InvitationRow,
  MemberPage,
  MemberRow,
  OwnInvitation,
  SentInvitation,
  WorkspaceRole,
  WorkspaceRow,
} from '../workspaces/records.js';
import {
  invitationsShown,
  membersShown,
  workspaceOf,
  workspacesComing,
  workspacesShown,
} from '../workspaces/select.js';
import { workspaceKeys } from './workspace-rows.js';
import { usePendingEdits, useWorkspacesInReact } from './workspaces-provider.js';

/** All of this person's workspaces by name; `undefined` before the first answer. */
export function useWorkspaces() {
  const { api } = useWorkspacesInReact();
  const edits = usePendingEdits();
  const submit = useSubmitEdit();
  const query = useQuery({
    queryKey: workspaceKeys.list,
    queryFn: ({ signal }) => api.get<readonly WorkspaceRow[]>('/api/workspaces', { signal }),
    // A removal while no stream stood shows when the person comes back.
    refetchOnWindowFocus: 'always',
  });
  const rows = query.data;
  return {
    query,
    workspaces: useMemo(() => rows && workspacesShown(rows, edits), [rows, edits]),
    coming: workspacesComing(edits),
    create: useCallback(
      async (name: string) => (await submit({ act: 'create', name }, null)).answer as WorkspaceRow,
      [submit],
    ),
    rename: useCallback(
      ({ id, version }: Pick<WorkspaceRow, 'id' | 'version'>, name: string) =>
        submit({ act: 'rename', workspaceId: id, name }, version),
      [submit],
    ),
    leave: useCallback((id: string) => submit({ act: 'leave', workspaceId: id }, null), [submit]),
  };
}

/**
 * The workspace of the URL. `gone`: this person has none of that id (any more), so nothing of it may be shown.
 */
export function useCurrentWorkspace(id: string | null) {
  const { workspaces, query } = useWorkspaces();
  if (!workspaces) return { status: query.isError ? ('failed' as const) : ('loading' as const), workspace: null };
  const workspace = workspaceOf(workspaces, id);
  return workspace ? { status: 'here' as const, workspace } : { status: 'gone' as const, workspace: null };
}

/** The members of a workspace, longest first, page by page. */
export function useMembers(workspaceId: string) {
  const { api } = useWorkspacesInReact();
  const edits = usePendingEdits();
  const submit = useSubmitEdit();
  const query = useInfiniteQuery({
    queryKey: workspaceKeys.members(workspaceId),
    queryFn: ({ pageParam, signal }) => api.get<MemberPage>(pathOf(workspaceId, 'members', pageParam), { signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const pages = query.data?.pages;
  return {
    query,
    total: pages?.[0]?.total,
    members: useMemo(
      () =>
        pages &&
        membersShown(
          pages.flatMap((page) => page.members),
          edits,
          workspaceId,
        ),
      [pages, edits, workspaceId],
    ),
    changeRole: useCallback(
      ({ userId, version }: Pick<MemberRow, 'userId' | 'version'>, role: WorkspaceRole) =>
        submit({ act: 'change-role', workspaceId, userId, role }, version),
      [submit, workspaceId],
    ),
    remove: useCallback(
      ({ userId, version }: Pick<MemberRow, 'userId' | 'version'>) =>
        submit({ act: 'remove', workspaceId, userId }, version),
      [submit, workspaceId],
    ),
  };
}

export interface Invite {
  readonly email: string;
  readonly role: WorkspaceRole;
  readonly message?: string;
  readonly mail?: boolean;
}

/** The invitations of a workspace, newest first, for those who may invite; `enabled` false asks nothing. */
export function useInvitations(workspaceId: string, { enabled = true }: { readonly enabled?: boolean } = {}) {
  const { api } = useWorkspacesInReact();
  const edits = usePendingEdits();
  const submit = useSubmitEdit();
  const query = useInfiniteQuery({
    queryKey: workspaceKeys.invitations(workspaceId),
    queryFn: ({ pageParam, signal }) =>
      api.get<InvitationPage>(pathOf(workspaceId, 'invitations', pageParam), { signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
    enabled,
  });
  const pages = query.data?.pages;
  return {
    query,
    invitations: useMemo(
      () =>
        pages &&
        invitationsShown(
          pages.flatMap((page) => page.invitations),
          edits,
          workspaceId,
        ),
      [pages, edits, workspaceId],
    ),
    /** Null when it is kept for later: the link exists only once the server has it. */
    invite: useCallback(
      async (invite: Invite) =>
        ((await submit({ act: 'invite', workspaceId, ...invite }, null)).answer ?? null) as SentInvitation | null,
      [submit, workspaceId],
    ),
    resend: useCallback(
      async ({ id, version }: Pick<InvitationRow, 'id' | 'version'>) =>
        (await submit({ act: 'resend', workspaceId, invitationId: id }, version)).answer as SentInvitation,
      [submit, workspaceId],
    ),
    revoke: useCallback(
      ({ id, version }: Pick<InvitationRow, 'id' | 'version'>) =>
        submit({ act: 'revoke', workspaceId, invitationId: id }, version),
      [submit, workspaceId],
    ),
  };
}

/** What waits for this person: each can be accepted (answers the workspace's id) or declined. */
export function useOwnInvitations() {
  const { api } = useWorkspacesInReact();
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: workspaceKeys.mine,
    queryFn: ({ signal }) => api.get<readonly OwnInvitation[]>('/api/invitations', { signal }),
  });
  const drop = useCallback(
    (id: string) => {
      queries.setQueryData<readonly OwnInvitation[]>(workspaceKeys.mine, (rows) =>
        rows?.filter((row) => row.id !== id),
      );
    },
    [queries],
  );
  return {
    query,
    invitations: query.data ?? [],
    accept: useCallback(
      async (invitationId: string) => {
        const { workspaceId } = await api.post<{ workspaceId: string }>('/api/invitations/accept', { invitationId });
        await queries.invalidateQueries({ queryKey: workspaceKeys.list });
        drop(invitationId);
        return workspaceId;
      },
      [api, queries, drop],
    ),
    decline: useCallback(
      async (invitationId: string) => {
        await api.post('/api/invitations/decline', { invitationId });
        drop(invitationId);
      },
      [api, drop],
    ),
  };
}

function useSubmitEdit() {
  const { desk } = useWorkspacesInReact();
  return useCallback(
    async (edit: WorkspaceEdit, version: number | null): Promise<{ state: Outcome['state']; answer?: unknown }> =>
      desk.submit(edit, version),
    [desk],
  );
}

function pathOf(workspaceId: string, what: string, after: string): string {
  const query = new URLSearchParams({ limit: '50', ...(after ? { after } : {}) });
  return `/api/workspaces/${workspaceId}/${what}?${query}`;
}
