import type { BackupDeclaration } from '@purser/kit/backend/backup';

/** Somebody who owns the workspace now belonged to it then; else it stays with who owned it then. */
const keepsAnOwner = `EXISTS (
  SELECT FROM {live}.workspace_membership o JOIN workspace_membership k USING (workspace_id, user_id)
   WHERE o.workspace_id = r.workspace_id AND o.role = 'owner')`;

/**
 * A workspace goes with its members and invitations. Restored in place, who belongs to it stays as it is; a copy is its
 * owners' alone; and no invitation's link works again.
 */
export const workspaceBackup: BackupDeclaration = {
  tables: {
    workspace: {
      workspace: 'id',
      newIds: ['id'],
      copied: {
        set: {
          // Members are counted as they are added.
          member_count: '0',
          owner_count: '0',
          version: '1',
          // No backup from before holds it.
          created_at: 'clock_timestamp()',
          deleted_at: 'NULL',
          deleted_by: 'NULL',
          purge_after: 'NULL',
        },
      },
      inPlace: 'kept',
    },
    workspace_membership: {
      workspace: 'workspace_id',
      newIds: ['id'],
      copied: { where: `t.role = 'owner' AND t.user_id IN (SELECT id FROM auth_user WHERE disabled_at IS NULL)` },
      inPlace: 'kept',
    },
    workspace_invitation: {
      workspace: 'workspace_id',
      // Not what the mailed and the copied token hash to.
      exported: { token_hash: 'sha256(uuid_send(t.id))', link_hash: 'NULL' },
      copied: false,
      inPlace: 'kept',
    },
    // A domain belongs to one workspace, so a copy has none; and who was removed since stays so.
    workspace_domain: { workspace: 'workspace_id', newIds: ['id'], copied: false, inPlace: 'kept' },
    workspace_join_bar: { workspace: 'workspace_id', copied: false, inPlace: 'kept' },
    workspace_last_used: { workspace: 'workspace_id', copied: false, inPlace: 'kept' },
    workspace_quota: 'instance',
  },
  settle: [
    // Accounts that were deleted since have no name any more.
    `UPDATE workspace SET search_text = workspace_search_text(name, owner_id)
      WHERE search_text <> workspace_search_text(name, owner_id)`,
    `UPDATE workspace r SET suspended_at = l.suspended_at, suspended_reason = l.suspended_reason
      FROM {live}.workspace l
      WHERE l.id = r.id AND (l.suspended_at, l.suspended_reason) IS DISTINCT FROM (r.suspended_at, r.suspended_reason)`,
    `UPDATE workspace_membership r SET role = l.role FROM {live}.workspace_membership l
      WHERE l.workspace_id = r.workspace_id AND l.user_id = r.user_id AND l.role <> r.role AND ${keepsAnOwner}`,
    `DELETE FROM workspace_membership r USING {live}.workspace w
      WHERE w.id = r.workspace_id AND ${keepsAnOwner} AND NOT EXISTS
        (SELECT FROM {live}.workspace_membership l WHERE l.workspace_id = r.workspace_id AND l.user_id = r.user_id)`,
    `UPDATE workspace_invitation SET state = 'expired', answered_at = clock_timestamp() WHERE state = 'pending'`,
  ],
};
