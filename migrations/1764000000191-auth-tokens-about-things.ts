import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One-time tokens may be about one thing of a person, e.g. one session: of those there is one living token for each. */
export class AuthTokensAboutThings1764000000191 implements MigrationInterface {
  name = 'AuthTokensAboutThings1764000000191';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE auth_token ADD COLUMN about uuid`);
    await runner.query(`
      ALTER TABLE auth_token DROP CONSTRAINT auth_token_purpose_known,
        ADD CONSTRAINT auth_token_purpose_known CHECK (purpose IN
          ('confirm_address', 'change_address', 'reset_password', 'disown_session', 'undo_address'))`);
    await runner.query(`DROP INDEX auth_token_one_live`);
    await runner.query(`
      CREATE UNIQUE INDEX auth_token_one_live ON auth_token (user_id, purpose, coalesce(about, user_id))
      WHERE used_at IS NULL AND superseded_at IS NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM auth_token WHERE about IS NOT NULL`);
    await runner.query(`
      ALTER TABLE auth_token DROP CONSTRAINT auth_token_purpose_known,
        ADD CONSTRAINT auth_token_purpose_known CHECK (purpose IN ('confirm_address', 'change_address', 'reset_password'))`);
    await runner.query(`DROP INDEX auth_token_one_live`);
    await runner.query(`
      CREATE UNIQUE INDEX auth_token_one_live ON auth_token (user_id, purpose)
      WHERE used_at IS NULL AND superseded_at IS NULL`);
    await runner.query(`ALTER TABLE auth_token DROP COLUMN about`);
  }
}
