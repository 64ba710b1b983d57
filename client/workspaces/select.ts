/** What a person sees: the server's rows with their own edits laid over them. Pure; nothing here changes a row. */
import type { PendingEdit } from './edit-desk.js';
import type { InvitationRow, MemberRow, WorkspaceRow } from './records.js';

/** A row and how it stands: null is as the server has it. */
export type Shown<Row> = Row & { readonly pending: PendingEdit['phase'] | null };

type Edits = readonly PendingEdit[];
type NamedWorkspace = Pick<WorkspaceRow, 'id' | 'name'>;

/** Renamed ones under their new name; those being left are gone. */
export function workspacesShown<Row extends NamedWorkspace>(rows: readonly Row[], edits: Edits): Shown<Row>[] {
  return rows.flatMap((row): Shown<Row>[] => {
    const own = edits.filter(({ edit }) => 'workspaceId' in edit && edit.workspaceId === row.id);
    if (own.some(({ edit }) => edit.act === 'leave')) return [];
    const renamed = own.findLast(({ edit }) => edit.act === 'rename');
    if (renamed?.edit.act !== 'rename') return [{ ...row, pending: null }];
    return [{ ...row, name: renamed.edit.name, pending: renamed.phase }];
  });
}

/** Names of the workspaces that are being created. */
export function workspacesComing(edits: Edits): string[] {
  return edits.flatMap(({ edit }) => (edit.act === 'create' ? [edit.name] : []));
}

/** Null: there is none of that id for this person, whatever the URL says. */
export function workspaceOf<Row extends NamedWorkspace>(rows: readonly Row[], id: string | null): Row | null {
  return rows.find((row) => row.id === id) ?? null;
}

export function membersShown(rows: readonly MemberRow[], edits: Edits, workspaceId: string): Shown<MemberRow>[] {
  return rows.flatMap((row): Shown<MemberRow>[] => {
    const own = edits.filter(
      ({ edit }) => 'userId' in edit && edit.workspaceId === workspaceId && edit.userId === row.userId,
    );
    if (own.some(({ edit }) => edit.act === 'remove')) return [];
    const changed = own.findLast(({ edit }) => edit.act === 'change-role');
    if (changed?.edit.act !== 'change-role') return [{ ...row, pending: null }];
    return [{ ...row, role: changed.edit.role, pending: changed.phase }];
  });
}

/** One that is being sent stands first, under the id of its edit; revoked ones are gone. */
export function invitationsShown(
  rows: readonly InvitationRow[],
  edits: Edits,
  workspaceId: string,
): Shown<InvitationRow>[] {
  const here = edits.filter(({ edit }) => 'workspaceId' in edit && edit.workspaceId === workspaceId);
  const known = new Set(rows.filter(({ state }) => state === 'pending').map(({ email }) => email.toLowerCase()));
  const coming = here.flatMap(({ id, edit, phase }): Shown<InvitationRow>[] => {
    // The list may know of it before the answer has come.
    if (edit.act !== 'invite' || known.has(edit.email.trim().toLowerCase())) return [];
    return [{ ...blank, id, email: edit.email.trim(), role: edit.role, message: edit.message ?? null, pending: phase }];
  });
  const standing = rows.flatMap((row): Shown<InvitationRow>[] => {
    const own = here.filter(({ edit }) => 'invitationId' in edit && edit.invitationId === row.id);
    if (own.some(({ edit }) => edit.act === 'revoke')) return [];
    return [{ ...row, pending: own.at(-1)?.phase ?? null }];
  });
  return [...coming.reverse(), ...standing];
}

const blank: Omit<InvitationRow, 'id' | 'email' | 'role' | 'message'> = {
  state: 'pending',
  invitedBy: '',
  sent: 0,
  version: 0,
  createdAt: '',
  sentAt: '',
  expiresAt: '',
  answeredAt: null,
};
