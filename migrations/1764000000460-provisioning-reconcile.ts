import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What each reconcile found and did, and what the board of operators is read from. */
export class ProvisioningReconcile1764000000460 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE provisioning_reconcile (
        id uuid PRIMARY KEY,
        trigger text NOT NULL CHECK (trigger IN ('schedule', 'operator')),
        -- abandoned: its process died; nobody else was let in before
        state text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'done', 'failed', 'abandoned')),
        found jsonb NOT NULL DEFAULT '{}',
        did jsonb NOT NULL DEFAULT '{}',
        error text,
        started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        finished_at timestamptz,
        CONSTRAINT provisioning_reconcile_end CHECK ((state = 'running') = (finished_at IS NULL)),
        CONSTRAINT provisioning_reconcile_error CHECK ((state = 'failed') = (error IS NOT NULL))
      );
      CREATE INDEX provisioning_reconcile_started ON provisioning_reconcile (started_at);
      CREATE UNIQUE INDEX provisioning_reconcile_one_at_a_time ON provisioning_reconcile ((true)) WHERE state = 'running';
      CREATE INDEX provisioning_store_ready ON provisioning_store (active_at) WHERE NOT canary;
      CREATE INDEX provisioning_store_unattended ON provisioning_store (next_attempt_at)
        INCLUDE (id, workspace_id, phase, desired, lease_until)
        WHERE ${due};
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX provisioning_store_unattended, provisioning_store_ready;
      DROP TABLE provisioning_reconcile;
    `);
  }
}

const due = `phase IN ('requested', 'provisioning', 'verifying', 'suspending', 'resuming', 'deleting', 'restoring', 'purging')
  OR phase IN ('active', 'suspended', 'deleted') AND settled IS DISTINCT FROM desired
  OR phase = 'failed' AND desired = 'deleted' AND failed_from NOT IN ('deleting', 'purging')`;
