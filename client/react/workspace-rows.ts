/** The server's rows in TanStack Query, and how the answer to an edit gets into them. */
import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { WorkspaceEdit } from '../workspaces/edits.js';
import type { InvitationPage, InvitationRow, MemberPage, MemberRow, WorkspaceRow } from '../workspaces/records.js';

/** Invalidate `all`, or a part of it, to read it anew. */
export const workspaceKeys = {
  all: ['workspaces'] as const,
  list: ['workspaces', 'list'] as const,
  one: (id: string) => ['workspaces', 'one', id, 'record'] as const,
  members: (id: string) => ['workspaces', 'one', id, 'members'] as const,
  invitations: (id: string) => ['workspaces', 'one', id, 'invitations'] as const,
  activity: (id: string) => ['workspaces', 'one', id, 'activity'] as const,
  mine: ['workspaces', 'own-invitations'] as const,
  deleted: ['workspaces', 'deleted'] as const,
};

/** Why a workspace that was open is none of this person's any more. */
export type WorkspaceEnding = 'removed' | 'deleted' | 'left';
const endingKey = (id: string) => ['workspace-endings', id] as const;

/** What was heard last of a workspace that may be gone; believed only once it is in no list any more. */
export function noteEnding(queries: QueryClient, id: string, why: WorkspaceEnding): void {
  // What the person did themselves stands against what is heard of it afterwards.
  queries.setQueryData<WorkspaceEnding>(endingKey(id), (known) => (known === 'left' ? known : why));
}

/** It was told; should it happen again, it is news again. */
export function forgetEnding(queries: QueryClient, id: string): void {
  queries.removeQueries({ queryKey: endingKey(id) });
}

/** Null when nobody said why. */
export function endingOf(queries: QueryClient, id: string): WorkspaceEnding | null {
  return queries.getQueryData<WorkspaceEnding>(endingKey(id)) ?? null;
}

export function settleRows(queries: QueryClient, edit: WorkspaceEdit, answer: unknown): void {
  switch (edit.act) {
    case 'create':
    case 'rename':
      // Null where the server only said that it is so already.
      if (answer) putWorkspace(queries, answer as WorkspaceRow);
      return;
    case 'leave':
      noteEnding(queries, edit.workspaceId, 'left');
      queries.setQueryData<readonly WorkspaceRow[]>(workspaceKeys.list, (rows) =>
        rows?.filter(({ id }) => id !== edit.workspaceId),
      );
      return;
    case 'change-role':
      inMembers(queries, edit.workspaceId, (rows) =>
        rows.map((row) => (row.userId === edit.userId ? (answer as MemberRow) : row)),
      );
      return;
    case 'remove':
      inMembers(queries, edit.workspaceId, (rows) => rows.filter(({ userId }) => userId !== edit.userId));
      return;
    case 'invite':
      if (answer) putInvitation(queries, edit.workspaceId, answer as InvitationRow);
      return;
    case 'resend':
      putInvitation(queries, edit.workspaceId, answer as InvitationRow);
      return;
    case 'revoke':
      inInvitations(queries, edit.workspaceId, (rows) => rows.filter(({ id }) => id !== edit.invitationId));
  }
}

export function rereadRows(queries: QueryClient, edit: WorkspaceEdit): void {
  const parts =
    edit.act === 'create' || edit.act === 'rename' || edit.act === 'leave'
      ? [workspaceKeys.list]
      : edit.act === 'change-role' || edit.act === 'remove'
        ? [workspaceKeys.members(edit.workspaceId), workspaceKeys.list]
        : [workspaceKeys.invitations(edit.workspaceId)];
  for (const queryKey of parts) void queries.invalidateQueries({ queryKey });
  if (edit.act === 'rename') void queries.invalidateQueries({ queryKey: workspaceKeys.one(edit.workspaceId) });
}

/** Takes a workspace as an answer told it into the list and into its own place. */
export function putWorkspace(queries: QueryClient, row: WorkspaceRow): void {
  queries.setQueryData(workspaceKeys.one(row.id), row);
  queries.setQueryData<readonly WorkspaceRow[]>(workspaceKeys.list, (rows) =>
    rows?.some(({ id }) => id === row.id) ? rows.map((old) => (old.id === row.id ? row : old)) : [...(rows ?? []), row],
  );
}

function inMembers(queries: QueryClient, id: string, change: (rows: readonly MemberRow[]) => readonly MemberRow[]) {
  queries.setQueryData<InfiniteData<MemberPage>>(
    workspaceKeys.members(id),
    (data) =>
      data && {
        ...data,
        pages: data.pages.map((page) => {
          const members = change(page.members);
          return { ...page, members, total: page.total - (page.members.length - members.length) };
        }),
      },
  );
}

type InInvitations = (rows: readonly InvitationRow[]) => readonly InvitationRow[];

function inInvitations(queries: QueryClient, id: string, change: InInvitations): void {
  queries.setQueryData<InfiniteData<InvitationPage>>(
    workspaceKeys.invitations(id),
    (data) =>
      data && { ...data, pages: data.pages.map((page) => ({ ...page, invitations: change(page.invitations) })) },
  );
}

function putInvitation(queries: QueryClient, id: string, row: InvitationRow): void {
  const known = queries
    .getQueryData<InfiniteData<InvitationPage>>(workspaceKeys.invitations(id))
    ?.pages.some(({ invitations }) => invitations.some((other) => other.id === row.id));
  queries.setQueryData<InfiniteData<InvitationPage>>(
    workspaceKeys.invitations(id),
    (data) =>
      data && {
        ...data,
        pages: data.pages.map((page, at) => ({
          ...page,
          invitations: known
            ? page.invitations.map((old) => (old.id === row.id ? row : old))
            : at === 0
              ? [row, ...page.invitations]
              : page.invitations,
        })),
      },
  );
}
