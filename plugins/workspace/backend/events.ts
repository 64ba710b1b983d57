/**
 * What this plugin publishes, always in the transaction that changed the rows. A listener that throws undoes the change.
 * Creation publishes `workspaceCreated` alone: it names the owner, and no `memberAdded` follows for them.
 */
import { defineEvent } from '@purser/kit/backend/events';
import type { Role } from '../records.js';

export const workspaceCreated = defineEvent<{ workspaceId: string; name: string; ownerId: string }>(
  'workspace.created',
);
export const workspaceRenamed = defineEvent<{ workspaceId: string; name: string }>('workspace.renamed');
/** Deletion and its grace come with a later storey; who keeps things for a workspace can listen already. */
export const workspaceDeleted = defineEvent<{ workspaceId: string }>('workspace.deleted');

export const memberAdded = defineEvent<{ workspaceId: string; userId: string; role: Role }>('workspace.member-added');
export const memberRemoved = defineEvent<{ workspaceId: string; userId: string }>('workspace.member-removed');
export const memberRoleChanged = defineEvent<{ workspaceId: string; userId: string; from: Role; to: Role }>(
  'workspace.member-role-changed',
);
