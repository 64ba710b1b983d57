/** What outside systems may hear of workspaces: ids, names and roles, never addresses. */
import { type WebhookDeclaration, webhook } from '@purser/kit/backend/webhooks';
import {
  memberAdded,
  memberRemoved,
  memberRoleChanged,
  workspaceCreated,
  workspaceDeleted,
  workspacePurged,
  workspaceRenamed,
  workspaceResumed,
  workspaceSuspended,
  workspaceUndeleted,
} from './events.js';

const workspaceId = '0198a2f0-0000-7000-8000-000000000001';
const userId = '0198a2f0-0000-7000-8000-000000000002';
const name = 'Analytical Engines';

export const workspaceWebhooks: readonly WebhookDeclaration[] = [
  webhook(workspaceCreated, 'A workspace was created; its owner is its first member', {
    workspaceId,
    name,
    ownerId: userId,
  }),
  webhook(workspaceRenamed, 'A workspace has another name', { workspaceId, name }),
  webhook(workspaceDeleted, 'A workspace was deleted and can still be brought back', { workspaceId }),
  webhook(workspaceUndeleted, 'A deleted workspace is back', { workspaceId }),
  webhook(workspacePurged, 'A deleted workspace was erased for good', { workspaceId }),
  webhook(workspaceSuspended, 'Operators suspended a workspace', { workspaceId, reason: 'The invoice is overdue.' }),
  webhook(workspaceResumed, 'A suspended workspace can be used again', { workspaceId }),
  webhook(memberAdded, 'Somebody became a member', { workspaceId, userId, role: 'member' }),
  webhook(memberRemoved, 'Somebody left or was removed', { workspaceId, userId }),
  webhook(memberRoleChanged, 'Somebody has another role', { workspaceId, userId, from: 'member', to: 'admin' }),
];
