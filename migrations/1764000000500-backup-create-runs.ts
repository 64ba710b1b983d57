import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * One row per backup that was asked for. Who works on it holds a lease and a fence: a process that comes back from the
 * dead can write nothing any more. The truth about what there is lies with the target; this is what became of it.
 */
export class BackupCreateRuns1764000000500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE backup_run (
        id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('full', 'workspace', 'events')),
        -- no foreign key: a backup outlives its workspace
        workspace_id uuid,
        policy_id uuid,
        slot_at timestamptz,
        trigger text NOT NULL CHECK (trigger IN ('schedule', 'manual', 'safety', 'command', 'found')),
        -- asked for twice with the same key, it is one
        key text UNIQUE,
        target text NOT NULL,
        state text NOT NULL DEFAULT 'queued' CHECK (state IN
          ('queued', 'running', 'uploaded', 'verified', 'failed', 'corrupt', 'cancelled', 'expired')),
        -- taken off together: verifying is a part of the run
        verifies boolean NOT NULL DEFAULT true,
        error_code text,
        error text,
        progress jsonb NOT NULL DEFAULT '{}',
        cancel_requested_at timestamptz,
        attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
        lease_owner text,
        lease_until timestamptz,
        fence bigint NOT NULL DEFAULT 0,
        rows bigint,
        raw_bytes bigint,
        bytes bigint,
        workspaces integer,
        sha256 text,
        key_id text,
        codec text,
        snapshot_at timestamptz,
        lsn text,
        requested_by text NOT NULL,
        reason text,
        held_at timestamptz,
        held_reason text,
        expiry_blocked boolean NOT NULL DEFAULT false,
        requested_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        started_at timestamptz,
        uploaded_at timestamptz,
        verified_at timestamptz,
        drilled_at timestamptz,
        finished_at timestamptz,
        CONSTRAINT backup_run_one_workspace CHECK ((kind = 'workspace') = (workspace_id IS NOT NULL)),
        CONSTRAINT backup_run_lease CHECK ((lease_owner IS NULL) = (lease_until IS NULL)),
        CONSTRAINT backup_run_failed CHECK ((state IN ('failed', 'corrupt')) = (error_code IS NOT NULL)),
        -- no state tells of a backup that is not there
        CONSTRAINT backup_run_stored CHECK (state NOT IN ('uploaded', 'verified')
          OR (uploaded_at IS NOT NULL AND bytes > 0 AND sha256 IS NOT NULL AND rows IS NOT NULL)),
        CONSTRAINT backup_run_verified CHECK (state <> 'verified' OR verified_at IS NOT NULL),
        CONSTRAINT backup_run_held CHECK ((held_at IS NULL) = (held_reason IS NULL))
      );
      CREATE UNIQUE INDEX backup_run_one_per_policy ON backup_run (policy_id) WHERE state IN ('queued', 'running');
      CREATE UNIQUE INDEX backup_run_one_per_slot ON backup_run (policy_id, slot_at);
      CREATE INDEX backup_run_requested ON backup_run (requested_at DESC);
      CREATE INDEX backup_run_workspace ON backup_run (workspace_id, requested_at DESC) WHERE workspace_id IS NOT NULL;
      CREATE INDEX backup_run_open ON backup_run (lease_until) WHERE state IN ('queued', 'running');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE backup_run');
  }
}
