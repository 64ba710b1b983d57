import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What is backed up by itself, and which of its slots became what. `UNIQUE (policy, slot)` decides between processes
 * which of them asks for the runs of a slot. A policy is switched off, never removed: its backups name it.
 */
export class BackupCreatePolicies1764000000520 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE backup_policy (
        id uuid PRIMARY KEY,
        name text NOT NULL CHECK (name = btrim(name) AND name <> ''),
        -- which of the shipped ones it is: made once, however often the house starts
        seed text UNIQUE,
        enabled boolean NOT NULL,
        cron text NOT NULL,
        zone text NOT NULL,
        -- none: the first one
        targets text[] NOT NULL DEFAULT '{}',
        keep_hours integer NOT NULL CHECK (keep_hours BETWEEN 0 AND 1000),
        keep_days integer NOT NULL CHECK (keep_days BETWEEN 0 AND 1000),
        keep_weeks integer NOT NULL CHECK (keep_weeks BETWEEN 0 AND 1000),
        keep_months integer NOT NULL CHECK (keep_months BETWEEN 0 AND 1000),
        -- after each of its backups; 0: no drill
        drill_workspaces integer NOT NULL CHECK (drill_workspaces BETWEEN 0 AND 100),
        -- 0 is Sunday, in the policy's zone
        drill_everything_on smallint CHECK (drill_everything_on BETWEEN 0 AND 6),
        stale_hours integer NOT NULL CHECK (stale_hours BETWEEN 1 AND 8760),
        -- slots before it are nobody's
        since timestamptz NOT NULL DEFAULT clock_timestamp(),
        alarmed_at timestamptz,
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT backup_policy_keeps CHECK (keep_hours + keep_days + keep_weeks + keep_months > 0)
      );
      CREATE UNIQUE INDEX backup_policy_one_name ON backup_policy (lower(name));
      CREATE TABLE backup_slot (
        -- no foreign key: policies come back with a restore, slots stay those of this database
        policy_id uuid NOT NULL,
        slot_at timestamptz NOT NULL,
        state text NOT NULL CHECK (state IN ('queued', 'skipped')),
        reason text CHECK (reason IN ('missed', 'overlap')),
        decided_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (policy_id, slot_at),
        CONSTRAINT backup_slot_reason CHECK ((state = 'skipped') = (reason IS NOT NULL))
      );
      -- a policy with two targets has two runs a slot
      DROP INDEX backup_run_one_per_policy;
      DROP INDEX backup_run_one_per_slot;
      CREATE UNIQUE INDEX backup_run_one_per_policy ON backup_run (policy_id, target) WHERE state IN ('queued', 'running');
      CREATE UNIQUE INDEX backup_run_one_per_slot ON backup_run (policy_id, slot_at, target);
      -- safety backups and exports go by themselves
      ALTER TABLE backup_run ADD COLUMN expires_at timestamptz;
      ALTER TABLE backup_run DROP CONSTRAINT backup_run_trigger_check;
      ALTER TABLE backup_run ADD CONSTRAINT backup_run_trigger_check
        CHECK (trigger IN ('schedule', 'manual', 'safety', 'command', 'found', 'export'));
      CREATE INDEX backup_run_expires ON backup_run (expires_at) WHERE expires_at IS NOT NULL;
      -- who works on a restore holds it: nobody else writes how it ended
      ALTER TABLE backup_restore ADD COLUMN fence bigint NOT NULL DEFAULT 0;
      -- how open its store was before it was closed for the restore
      ALTER TABLE backup_restore ADD COLUMN closed_from text;
      CREATE INDEX backup_restore_open ON backup_restore (lease_until) WHERE state IN ('queued', 'running');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX backup_restore_open;
      ALTER TABLE backup_restore DROP COLUMN closed_from, DROP COLUMN fence;
      UPDATE backup_run SET trigger = 'manual' WHERE trigger = 'export';
      ALTER TABLE backup_run DROP CONSTRAINT backup_run_trigger_check;
      ALTER TABLE backup_run ADD CONSTRAINT backup_run_trigger_check
        CHECK (trigger IN ('schedule', 'manual', 'safety', 'command', 'found'));
      ALTER TABLE backup_run DROP COLUMN expires_at;
      DROP INDEX backup_run_one_per_policy;
      DROP INDEX backup_run_one_per_slot;
      UPDATE backup_run SET policy_id = NULL;
      CREATE UNIQUE INDEX backup_run_one_per_policy ON backup_run (policy_id) WHERE state IN ('queued', 'running');
      CREATE UNIQUE INDEX backup_run_one_per_slot ON backup_run (policy_id, slot_at);
      DROP TABLE backup_slot;
      DROP TABLE backup_policy;
    `);
  }
}
