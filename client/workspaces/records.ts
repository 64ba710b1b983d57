/** Workspaces, members and invitations as the server tells them: the wire shapes of `/api/workspaces`. */
export type WorkspaceRole = 'owner' | 'admin' | 'member' | 'viewer';

export interface WorkspaceRow {
  readonly id: string;
  readonly name: string;
  /** Of the person who asks. */
  readonly role: WorkspaceRole;
  readonly version: number;
  readonly members: number;
  /** Null = as many as come. */
  readonly seatLimit: number | null;
  /** ISO 8601; null while all is well. */
  readonly suspendedAt: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface MemberRow {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly role: WorkspaceRole;
  readonly version: number;
  readonly joinedAt: string;
}

export interface MemberPage {
  readonly members: readonly MemberRow[];
  readonly total: number;
  readonly next: string | null;
}

export type InvitationState = 'pending' | 'accepted' | 'declined' | 'revoked' | 'expired';

export interface InvitationRow {
  readonly id: string;
  readonly email: string;
  readonly role: WorkspaceRole;
  readonly message: string | null;
  readonly state: InvitationState;
  readonly invitedBy: string;
  readonly sent: number;
  readonly version: number;
  readonly createdAt: string;
  readonly sentAt: string;
  readonly expiresAt: string;
  readonly answeredAt: string | null;
}

/** Answer of invite and resend: the link is told this once. */
export type SentInvitation = InvitationRow & { readonly link: string };

export interface InvitationPage {
  readonly invitations: readonly InvitationRow[];
  readonly next: string | null;
}

/** One that waits for the person who is signed in. */
export interface OwnInvitation {
  readonly id: string;
  readonly workspaceId: string;
  readonly workspaceName: string;
  readonly role: WorkspaceRole;
  readonly invitedBy: string;
  readonly message: string | null;
  readonly createdAt: string;
  readonly expiresAt: string;
}

/** What a stream of changes tells: ids and versions only. */
export interface WorkspaceChange {
  readonly workspaceId: string;
  readonly kind: 'workspace' | 'member' | 'invitation';
  /** The workspace, the person whose membership it is, or the invitation. */
  readonly id: string;
  /** Null when it is gone. */
  readonly version: number | null;
}
