import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Backups that hold only what was added since another one, on which they stand; and policies that take such ones. */
export class BackupIncrements1764000000530 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- chosen when it is taken; no foreign key: rows of found backups come and go
      ALTER TABLE backup_run ADD COLUMN base_id uuid;
      ALTER TABLE backup_run ADD CONSTRAINT backup_run_base CHECK (base_id IS NULL OR kind = 'events');
      ALTER TABLE backup_run ADD CONSTRAINT backup_run_stands
        CHECK (kind <> 'events' OR base_id IS NOT NULL OR state NOT IN ('uploaded', 'verified'));
      CREATE INDEX backup_run_base_id ON backup_run (base_id) WHERE base_id IS NOT NULL;
      ALTER TABLE backup_policy ADD COLUMN kind text NOT NULL DEFAULT 'full' CHECK (kind IN ('full', 'events'));
      ALTER TABLE backup_slot DROP CONSTRAINT backup_slot_reason_check;
      ALTER TABLE backup_slot ADD CONSTRAINT backup_slot_reason_check CHECK (reason IN ('missed', 'overlap', 'no_full'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM backup_slot WHERE reason = 'no_full';
      ALTER TABLE backup_slot DROP CONSTRAINT backup_slot_reason_check;
      ALTER TABLE backup_slot ADD CONSTRAINT backup_slot_reason_check CHECK (reason IN ('missed', 'overlap'));
      ALTER TABLE backup_policy DROP COLUMN kind;
      DELETE FROM backup_run WHERE kind = 'events';
      ALTER TABLE backup_run DROP COLUMN base_id;
    `);
  }
}
