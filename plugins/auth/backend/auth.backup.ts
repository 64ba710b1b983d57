import type { BackupDeclaration } from '@purser/kit/backend/backup';

/**
 * No session, token, device or key leaves the database. After a restore everybody signs in again, and what was changed
 * for safety's sake since the backup stays changed (SECURITY 11).
 */
export const authBackup: BackupDeclaration = {
  tables: {
    auth_user: 'instance',
    auth_operator: 'instance',
    auth_operator_role: 'instance',
    auth_session: 'nothing',
    auth_operator_session: 'nothing',
    auth_token: 'nothing',
    auth_operator_invitation: 'nothing',
    auth_device: 'nothing',
    auth_operator_device: 'nothing',
    // A change that was not finished when the backup was taken is asked for again.
    auth_address_change: 'nothing',
    auth_signing_key: 'live',
    auth_secret: 'live',
    auth_sign_in_failure: 'live',
    auth_spent_proof: 'live',
  },
  settle: [
    ...(['auth_user', 'auth_operator'] as const).flatMap((table) => [
      `UPDATE ${table} r SET password_hash = l.password_hash, password_changed_at = l.password_changed_at
         FROM {live}.${table} l
        WHERE l.id = r.id AND l.password_changed_at > coalesce(r.password_changed_at, '-infinity')`,
      `UPDATE ${table} r SET disabled_at = l.disabled_at, disabled_reason = l.disabled_reason
         FROM {live}.${table} l WHERE l.id = r.id AND l.disabled_at IS NOT NULL`,
    ]),
    // Who was deleted since does not come back.
    `UPDATE auth_user r SET email = l.email, email_key = l.email_key, name = l.name, password_hash = NULL,
            default_workspace_id = NULL, deleted_at = l.deleted_at
       FROM {live}.auth_user l WHERE l.id = r.id AND l.deleted_at IS NOT NULL`,
    `DELETE FROM auth_operator r WHERE NOT EXISTS (SELECT FROM {live}.auth_operator l WHERE l.id = r.id)`,
    `DELETE FROM auth_operator_role r WHERE NOT EXISTS
       (SELECT FROM {live}.auth_operator_role l WHERE l.operator_id = r.operator_id AND l.role = r.role)`,
    // Kept as ended, so that a device that comes back is told why it has to sign in.
    ...(
      [
        ['auth_session', 'auth_user', 'user_id'],
        ['auth_operator_session', 'auth_operator', 'operator_id'],
      ] as const
    ).flatMap(([session, people, owner]) => [
      `INSERT INTO ${session} SELECT l.* FROM {live}.${session} l JOIN ${people} p ON p.id = l.${owner}`,
      `UPDATE ${session} SET ended_at = clock_timestamp(), end_reason = 'restored' WHERE ended_at IS NULL`,
    ]),
  ],
};
