import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What finds a part of a text in millions. It comes with PostgreSQL, and the owner of a database may switch it on. It gets
 * a schema of its own: a whole database is restored into a schema beside this one, which then takes its place.
 */
export class HouseTrigrams1764000000070 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE SCHEMA IF NOT EXISTS extensions');
    await runner.query('CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA extensions');
    // Somebody may have switched it on before, here or elsewhere, and it may not be ours to move.
    await runner.query(`
      DO $$
      BEGIN
        IF EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm' AND extnamespace = current_schema()::regnamespace) THEN
          ALTER EXTENSION pg_trgm SET SCHEMA extensions;
        END IF;
      EXCEPTION WHEN insufficient_privilege THEN NULL;
      END $$`);
  }

  /** The schema may hold those of others. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP EXTENSION IF EXISTS pg_trgm');
  }
}
