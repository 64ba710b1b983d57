import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What finds a part of a text in millions. It comes with PostgreSQL, and the owner of a database may switch it on. */
export class HouseTrigrams1764000000070 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE EXTENSION IF NOT EXISTS pg_trgm');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP EXTENSION IF EXISTS pg_trgm');
  }
}
