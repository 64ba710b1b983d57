import type { MigrationInterface, QueryRunner } from 'typeorm';

const REASONS = `'signed_out', 'signed_out_elsewhere', 'ended_by_operator', 'session_idle', 'session_expired',
  'session_revoked', 'refresh_reused', 'account_disabled', 'password_changed', 'restored'`;

/** Sessions may end because the reader of the account's mail said that they are not theirs. */
export class AuthDisputedSessions1764000000192 implements MigrationInterface {
  name = 'AuthDisputedSessions1764000000192';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE auth_session DROP CONSTRAINT auth_session_reason_known,
        ADD CONSTRAINT auth_session_reason_known CHECK (end_reason IN (${REASONS}, 'account_disputed'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`UPDATE auth_session SET end_reason = 'session_revoked' WHERE end_reason = 'account_disputed'`);
    await runner.query(`
      ALTER TABLE auth_session DROP CONSTRAINT auth_session_reason_known,
        ADD CONSTRAINT auth_session_reason_known CHECK (end_reason IN (${REASONS}))`);
  }
}
