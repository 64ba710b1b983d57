import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts that `pnpm purser smoke` signs up: no people, so they are counted nowhere and removed by a job. */
export class AuthMarkSyntheticUsers1764000000188 implements MigrationInterface {
  name = 'AuthMarkSyntheticUsers1764000000188';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE auth_user ADD COLUMN synthetic boolean NOT NULL DEFAULT false');
    await runner.query('CREATE INDEX auth_user_synthetic ON auth_user (created_at) WHERE synthetic');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX auth_user_synthetic');
    await runner.query('ALTER TABLE auth_user DROP COLUMN synthetic');
  }
}
