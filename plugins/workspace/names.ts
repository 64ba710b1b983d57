/** What the workspace plugin calls its permissions, audit entries and refusals. Safe in a browser. */
import { defineAudit, definePermissions, defineProblems, ofWorkspace } from '@purser/kit/names';

export const workspacePermissions = definePermissions('workspace', {
  read: 'See workspaces, their members and their invitations',
  manageMembers: 'Add people to workspaces, change their roles, transfer ownership',
  removeMembers: 'Remove people from workspaces',
  manageInvitations: 'Resend and revoke invitations',
  suspend: 'Suspend and resume workspaces',
  delete: 'Delete workspaces and undo it',
});

/** Whether people may join by the domain of their mailbox. */
export const DOMAIN_JOIN_FLAG = 'workspace.domain-join';

export const workspaceAudit = defineAudit('workspace', {
  created: ofWorkspace('Created a workspace'),
  renamed: ofWorkspace('Renamed a workspace'),
  deleted: ofWorkspace('Deleted a workspace; it can be brought back until it is erased'),
  undeleted: ofWorkspace('Brought a deleted workspace back'),
  purged: ofWorkspace('Erased a deleted workspace for good'),
  suspended: ofWorkspace('Suspended a workspace'),
  resumed: ofWorkspace('Resumed a suspended workspace'),
  transferred: ofWorkspace('Transferred the ownership of a workspace'),
  seatsChanged: ofWorkspace('Changed how many seats a workspace has'),
  memberAdded: ofWorkspace('Added a person to a workspace'),
  memberRemoved: ofWorkspace('Removed a person from a workspace'),
  memberLeft: ofWorkspace('Left a workspace'),
  memberRoleChanged: ofWorkspace('Changed the role of a person in a workspace'),
  invited: ofWorkspace('Invited somebody to a workspace'),
  invitationResent: ofWorkspace('Sent an invitation again; the link before it stopped working'),
  invitationRevoked: ofWorkspace('Revoked an invitation'),
  invitationAccepted: ofWorkspace('Accepted an invitation'),
  invitationDeclined: ofWorkspace('Declined an invitation'),
  exported: ofWorkspace('Exported the activity of a workspace'),
  domainNamed: ofWorkspace('Named a domain whose people may join a workspace once it is proven'),
  domainProven: ofWorkspace('Proved that a domain belongs to a workspace; its people may join'),
  domainRemoved: ofWorkspace('Took a domain away from a workspace; who joined by it stays'),
  domainJoined: ofWorkspace('Joined a workspace by the domain of their mailbox'),
});

export const workspaceProblems = defineProblems({
  notFound: [404, 'workspace_not_found', 'There is no such workspace, or you are not a member of it.'],
  workspaceLimit: [409, 'workspace_limit', 'You own as many workspaces as your account allows; nothing was created.'],
  nameTaken: [409, 'name_taken', 'This owner already has a workspace of that name; choose another one.'],
  lastOwner: [409, 'last_owner', 'A workspace needs an owner: make somebody else an owner first.'],
  seatLimit: [409, 'seat_limit', 'Every seat of this workspace is taken; nobody was added.'],
  alreadyMember: [409, 'already_member', 'This person is already a member of the workspace.'],
  suspended: [
    403,
    'workspace_suspended',
    'This workspace is suspended. Nothing was deleted, and nothing can be changed until it is resumed.',
  ],
  alreadySuspended: [409, 'already_suspended', 'This workspace is suspended already.'],
  notSuspended: [409, 'not_suspended', 'This workspace is not suspended.'],
  nameMismatch: [400, 'name_mismatch', 'This is not the name of the workspace; nothing was deleted.'],
  notAMember: [404, 'member_not_found', 'This person is not a member of the workspace.'],
  transferToSelf: [409, 'transfer_to_self', 'This is you already; choose another member.'],
  domainNotFound: [404, 'domain_not_found', 'There is no such domain any more.'],
  mailProviderDomain: [
    409,
    'mail_provider_domain',
    'Anybody can have a mailbox at this domain. Name one whose mailboxes are all your own.',
  ],
  domainKnown: [409, 'domain_known', 'This workspace named that domain already.'],
  domainLimit: [409, 'domain_limit', 'A workspace can name ten domains; remove one first.'],
  domainTaken: [
    409,
    'domain_taken',
    'Another workspace has proven this domain already; nothing was changed. Its owners have to remove it there first.',
  ],
  domainUnproven: [
    409,
    'domain_unproven',
    'The record was not found. It can take an hour until everybody sees it; nothing is lost, check again later.',
  ],
  domainLookupFailed: [
    503,
    'domain_lookup_failed',
    'The name servers did not answer. Nothing was changed; check again.',
  ],
  invitationNotFound: [
    404,
    'invitation_not_found',
    'There is no such invitation. A newer mail may have replaced this link; use the latest one.',
  ],
  invitationPending: [
    409,
    'invitation_pending',
    'Somebody at this address was invited already; send that invitation again instead.',
  ],
  invitationExpired: [410, 'invitation_expired', 'This invitation has expired. Ask for a new one.'],
  invitationUsed: [410, 'invitation_used', 'This invitation was answered already.'],
  invitationRevoked: [410, 'invitation_revoked', 'This invitation was withdrawn. Ask whoever invited you.'],
  invitationWrongAccount: [
    403,
    'invitation_wrong_account',
    'This invitation is for another address. Nothing was used up: sign in with the account it was sent to.',
  ],
});
