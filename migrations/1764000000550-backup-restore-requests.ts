import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What owners ask for: their workspace as it was in one of the backups that are kept. */
export class BackupRestoreRequests1764000000550 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE backup_restore_request (
        id uuid PRIMARY KEY,
        workspace_id uuid NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
        -- no foreign keys: rows of backups and restores come and go, and so do people
        backup_id uuid NOT NULL,
        as_of timestamptz NOT NULL,
        reason text NOT NULL,
        requested_by uuid NOT NULL,
        requested_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        state text NOT NULL DEFAULT 'requested' CHECK (state IN ('requested', 'approved', 'declined', 'withdrawn', 'done')),
        decided_by uuid,
        decided_at timestamptz,
        answer text,
        restore_id uuid,
        restored_workspace_id uuid,
        done_at timestamptz,
        CONSTRAINT backup_restore_request_decided CHECK ((decided_at IS NULL) = (state IN ('requested', 'withdrawn'))),
        CONSTRAINT backup_restore_request_answered CHECK (state <> 'declined' OR answer IS NOT NULL),
        CONSTRAINT backup_restore_request_restored CHECK ((restore_id IS NOT NULL) = (state IN ('approved', 'done'))),
        CONSTRAINT backup_restore_request_done CHECK ((done_at IS NOT NULL) = (state = 'done'))
      );
      CREATE UNIQUE INDEX backup_restore_request_one_open ON backup_restore_request (workspace_id)
        WHERE state IN ('requested', 'approved');
      CREATE INDEX backup_restore_request_requested ON backup_restore_request (requested_at DESC);
      CREATE INDEX backup_restore_request_workspace ON backup_restore_request (workspace_id, requested_at DESC);
      CREATE UNIQUE INDEX backup_restore_request_restore ON backup_restore_request (restore_id) WHERE restore_id IS NOT NULL;
      CREATE INDEX backup_restore_request_backup ON backup_restore_request (backup_id) WHERE state IN ('requested', 'approved');
      CREATE TRIGGER backup_restore_request_told AFTER INSERT OR UPDATE ON backup_restore_request
        FOR EACH ROW EXECUTE FUNCTION backup_tell_progress();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE backup_restore_request');
  }
}
