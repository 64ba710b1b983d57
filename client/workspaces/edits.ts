/** What a person can change about workspaces, and which request it is. */
import type { Api } from '../http/api.js';
import type { WorkspaceRole } from './records.js';

export type WorkspaceEdit =
  | { readonly act: 'create'; readonly name: string }
  | { readonly act: 'rename'; readonly workspaceId: string; readonly name: string }
  | { readonly act: 'leave'; readonly workspaceId: string }
  | { readonly act: 'change-role'; readonly workspaceId: string; readonly userId: string; readonly role: WorkspaceRole }
  | { readonly act: 'remove'; readonly workspaceId: string; readonly userId: string }
  | {
      readonly act: 'invite';
      readonly workspaceId: string;
      readonly email: string;
      readonly role: WorkspaceRole;
      readonly message?: string;
      /** False: nobody is mailed, the caller passes the link on. */
      readonly mail?: boolean;
    }
  | { readonly act: 'resend'; readonly workspaceId: string; readonly invitationId: string }
  | { readonly act: 'revoke'; readonly workspaceId: string; readonly invitationId: string };

/**
 * Safe to be sent later: the version (rename) or the server's rule of one invitation per address keeps a late or repeated
 * one from doing harm. Whatever takes rights away, gives them or ends something waits for nobody: offline it is refused.
 */
export function canWait({ act }: WorkspaceEdit): boolean {
  return act === 'rename' || act === 'invite';
}

/** Which row it changes. Edits of one row are sent one after the other, those of different rows side by side. */
export function rowOf(edit: WorkspaceEdit, editId: string): string {
  switch (edit.act) {
    case 'create':
      return `new ${editId}`;
    case 'rename':
    case 'leave':
      return `workspace ${edit.workspaceId}`;
    case 'change-role':
    case 'remove':
      return `member ${edit.workspaceId} ${edit.userId}`;
    case 'invite':
      return `address ${edit.workspaceId} ${edit.email.trim().toLowerCase()}`;
    case 'resend':
    case 'revoke':
      return `invitation ${edit.workspaceId} ${edit.invitationId}`;
  }
}

/** Sends it; `version` is what the person has seen of the row. Answers the record, or nothing for what is gone. */
export function sendEdit(api: Api, edit: WorkspaceEdit, version: number | null, signal: AbortSignal): Promise<unknown> {
  const headers: Record<string, string> = version === null ? {} : { 'if-match': `"${version}"` };
  const options = { signal, headers };
  if (edit.act === 'create') return api.post('/api/workspaces', { name: edit.name }, options);
  const workspace = `/api/workspaces/${edit.workspaceId}`;
  switch (edit.act) {
    case 'rename':
      return api.patch(workspace, { name: edit.name }, options);
    case 'leave':
      return api.post(`${workspace}/leave`, {}, options);
    case 'change-role':
      return api.patch(`${workspace}/members/${edit.userId}`, { role: edit.role }, options);
    case 'remove':
      return api.delete(`${workspace}/members/${edit.userId}`, {}, options);
    case 'invite': {
      const { email, role, message, mail } = edit;
      return api.post(`${workspace}/invitations`, { email, role, message, mail }, options);
    }
    case 'resend':
      return api.post(`${workspace}/invitations/${edit.invitationId}/resend`, {}, options);
    case 'revoke':
      return api.delete(`${workspace}/invitations/${edit.invitationId}`, {}, options);
  }
}
