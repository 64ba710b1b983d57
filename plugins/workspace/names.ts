/** What the workspace plugin calls its permissions, audit entries and refusals. Safe in a browser. */
import { defineAudit, definePermissions, defineProblems } from '@purser/kit/names';

export const workspacePermissions = definePermissions('workspace', {
  read: 'See workspaces, their members and their invitations',
  removeMembers: 'Remove people from workspaces',
});

export const workspaceAudit = defineAudit('workspace', {
  created: 'Created a workspace',
  renamed: 'Renamed a workspace',
  memberAdded: 'Added a person to a workspace',
  memberRemoved: 'Removed a person from a workspace',
  memberRoleChanged: 'Changed the role of a person in a workspace',
});

export const workspaceProblems = defineProblems({
  notFound: [404, 'workspace_not_found', 'There is no such workspace, or you are not a member of it.'],
  workspaceLimit: [409, 'workspace_limit', 'You own as many workspaces as your account allows; nothing was created.'],
  nameTaken: [409, 'name_taken', 'This owner already has a workspace of that name; choose another one.'],
  lastOwner: [409, 'last_owner', 'A workspace needs an owner: make somebody else an owner first.'],
  seatLimit: [409, 'seat_limit', 'Every seat of this workspace is taken; nobody was added.'],
  alreadyMember: [409, 'already_member', 'This person is already a member of the workspace.'],
});
