import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Restores and drills. Each is one transaction or one swap: a process that dies has changed nothing. */
export class BackupCreateRestores1764000000510 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE backup_restore (
        id uuid PRIMARY KEY,
        mode text NOT NULL CHECK (mode IN ('drill', 'copy', 'in-place', 'database')),
        backup_id uuid NOT NULL,
        target text NOT NULL,
        -- the one in the backup, and the one it became
        workspace_id uuid,
        new_workspace_id uuid,
        dry_run boolean NOT NULL DEFAULT false,
        state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'succeeded', 'failed')),
        error_code text,
        error text,
        progress jsonb NOT NULL DEFAULT '{}',
        report jsonb,
        requested_by text NOT NULL,
        reason text,
        lease_until timestamptz,
        requested_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        started_at timestamptz,
        finished_at timestamptz,
        CONSTRAINT backup_restore_one_workspace CHECK (mode NOT IN ('copy', 'in-place') OR workspace_id IS NOT NULL),
        CONSTRAINT backup_restore_failed CHECK ((state = 'failed') = (error_code IS NOT NULL)),
        CONSTRAINT backup_restore_reported CHECK (state <> 'succeeded' OR report IS NOT NULL)
      );
      CREATE INDEX backup_restore_requested ON backup_restore (requested_at DESC);
      CREATE UNIQUE INDEX backup_restore_one_in_place ON backup_restore (workspace_id)
        WHERE mode = 'in-place' AND state IN ('queued', 'running');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE backup_restore');
  }
}
