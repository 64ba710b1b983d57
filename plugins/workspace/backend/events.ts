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
/** Nobody reaches it any more; everything is kept for its grace, until `workspaceUndeleted` or `workspacePurged`. */
export const workspaceDeleted = defineEvent<{ workspaceId: string }>('workspace.deleted');
export const workspaceUndeleted = defineEvent<{ workspaceId: string }>('workspace.undeleted');
/** The grace is over: who keeps anything for it erases that now. Its rows go in the same transaction. */
export const workspacePurged = defineEvent<{ workspaceId: string }>('workspace.purged');
export const workspaceSuspended = defineEvent<{ workspaceId: string; reason: string }>('workspace.suspended');
export const workspaceResumed = defineEvent<{ workspaceId: string }>('workspace.resumed');

export const memberAdded = defineEvent<{ workspaceId: string; userId: string; role: Role }>('workspace.member-added');
export const memberRemoved = defineEvent<{ workspaceId: string; userId: string }>('workspace.member-removed');
export const memberRoleChanged = defineEvent<{ workspaceId: string; userId: string; from: Role; to: Role }>(
  'workspace.role-changed',
);
