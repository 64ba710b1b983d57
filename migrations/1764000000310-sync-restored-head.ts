import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where a log stood when it was restored: what devices have of it beyond that is theirs to add again. */
export class SyncRestoredHead1764000000310 implements MigrationInterface {
  name = 'SyncRestoredHead1764000000310';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE sync_store_log ADD COLUMN restored_head bigint');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE sync_store_log DROP COLUMN restored_head');
  }
}
