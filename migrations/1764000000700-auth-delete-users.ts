import type { MigrationInterface, QueryRunner } from 'typeorm';

const REASONS = `'signed_out', 'signed_out_elsewhere', 'ended_by_operator', 'session_idle', 'session_expired',
  'session_revoked', 'refresh_reused', 'account_disabled', 'password_changed', 'restored', 'account_disputed'`;

/** Of a deleted account a row without a person stays: what it made in workspaces still has somebody who made it. */
export class AuthDeleteUsers1764000000700 implements MigrationInterface {
  name = 'AuthDeleteUsers1764000000700';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE auth_user ADD COLUMN deleted_at timestamptz,
        ADD CONSTRAINT auth_user_deleted_is_nobody CHECK (deleted_at IS NULL OR
          (password_hash IS NULL AND disabled_at IS NOT NULL AND email_key = 'deleted-' || id || '@deleted.invalid'))`);
    await runner.query(`
      ALTER TABLE auth_session DROP CONSTRAINT auth_session_reason_known,
        ADD CONSTRAINT auth_session_reason_known CHECK (end_reason IN (${REASONS}, 'account_deleted'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`UPDATE auth_session SET end_reason = 'account_disabled' WHERE end_reason = 'account_deleted'`);
    await runner.query(`
      ALTER TABLE auth_session DROP CONSTRAINT auth_session_reason_known,
        ADD CONSTRAINT auth_session_reason_known CHECK (end_reason IN (${REASONS}))`);
    await runner.query(`ALTER TABLE auth_user DROP COLUMN deleted_at`);
  }
}
