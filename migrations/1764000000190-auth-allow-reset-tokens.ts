import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One-time tokens may also recover an account. */
export class AuthAllowResetTokens1764000000190 implements MigrationInterface {
  name = 'AuthAllowResetTokens1764000000190';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE auth_token DROP CONSTRAINT auth_token_purpose_known,
        ADD CONSTRAINT auth_token_purpose_known CHECK (purpose IN ('confirm_address', 'change_address', 'reset_password'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM auth_token WHERE purpose = 'reset_password'`);
    await runner.query(`
      ALTER TABLE auth_token DROP CONSTRAINT auth_token_purpose_known,
        ADD CONSTRAINT auth_token_purpose_known CHECK (purpose IN ('confirm_address', 'change_address'))`);
  }
}
