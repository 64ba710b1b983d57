import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The rest of a store's life: suspended, deleted and brought back. What a store shall be (`desired`) stands beside where
 * it is (`phase`); each way from one rest to the next is a walk with steps of its own.
 */
export class ProvisioningLifecycle1764000000402 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE provisioning_store
        ADD COLUMN desired text NOT NULL DEFAULT 'active'
          CHECK (desired IN ('active', 'read_only', 'suspended', 'deleted', 'purged')),
        -- the desired state that it came to rest in last
        ADD COLUMN settled text CHECK (settled IN ('active', 'read_only', 'suspended', 'deleted', 'purged')),
        ADD COLUMN course text NOT NULL DEFAULT 'create'
          CHECK (course IN ('create', 'suspend', 'resume', 'delete', 'restore', 'restored', 'purge')),
        -- goes up with every course
        ADD COLUMN walk integer NOT NULL DEFAULT 1 CHECK (walk > 0),
        -- of the store itself, beside what its workspace is
        ADD COLUMN held text CHECK (held IN ('read_only', 'full')),
        ADD COLUMN held_by text CHECK (held_by IN ('operator', 'quota')),
        ADD COLUMN held_reason text,
        ADD COLUMN held_at timestamptz,
        -- of the workspace, kept here in case the word of its end is lost
        ADD COLUMN purge_after timestamptz,
        ADD CONSTRAINT provisioning_store_held CHECK (
          (held IS NULL) = (held_by IS NULL) AND (held IS NULL) = (held_reason IS NULL) AND (held IS NULL) = (held_at IS NULL))`);
    await runner.query(`
      UPDATE provisioning_store SET
        settled = CASE phase WHEN 'active' THEN 'active' WHEN 'purged' THEN 'purged' END,
        desired = CASE WHEN 'purging' IN (phase, failed_from) OR phase = 'purged' THEN 'purged' ELSE 'active' END,
        course = CASE WHEN 'purging' IN (phase, failed_from) OR phase = 'purged' THEN 'purge' ELSE 'create' END,
        walk = CASE WHEN 'purging' IN (phase, failed_from) OR phase = 'purged' THEN 2 ELSE 1 END`);
    await runner.query(`
      ALTER TABLE provisioning_store
        DROP CONSTRAINT provisioning_store_phase_check,
        DROP CONSTRAINT provisioning_store_failed_from_check,
        ADD CONSTRAINT provisioning_store_phase_check CHECK (phase IN (${listed([...working, ...resting])})),
        ADD CONSTRAINT provisioning_store_failed_from_check CHECK (failed_from IN (${listed(working)})),
        ADD CONSTRAINT provisioning_store_settled CHECK (
          CASE phase WHEN 'active' THEN settled = 'active' WHEN 'deleted' THEN settled = 'deleted'
            WHEN 'purged' THEN settled = 'purged' WHEN 'suspended' THEN settled IN ('read_only', 'suspended')
            ELSE true END IS TRUE);
      DROP INDEX provisioning_store_due;
      CREATE INDEX provisioning_store_due ON provisioning_store (next_attempt_at)
        WHERE phase IN (${listed(working)})
          OR phase IN ('active', 'suspended', 'deleted') AND settled IS DISTINCT FROM desired
          OR phase = 'failed' AND desired = 'deleted' AND failed_from NOT IN ('deleting', 'purging');
      ALTER TABLE provisioning_step
        ADD COLUMN walk integer NOT NULL DEFAULT 1 CHECK (walk > 0)`);
    await runner.query(`UPDATE provisioning_step SET walk = 2 WHERE step = 'erase'`);
    await runner.query(`
      ALTER TABLE provisioning_step
        ALTER COLUMN walk DROP DEFAULT,
        DROP CONSTRAINT provisioning_step_pkey,
        ADD PRIMARY KEY (store_id, walk, step, attempt),
        DROP CONSTRAINT provisioning_step_state_check,
        -- undone: what it left was taken back
        ADD CONSTRAINT provisioning_step_state_check
          CHECK (state IN ('running', 'done', 'failed', 'abandoned', 'undone'));
      DROP INDEX provisioning_step_done_once;
      CREATE UNIQUE INDEX provisioning_step_done_once ON provisioning_step (store_id, walk, step) WHERE state = 'done'`);
    await runner.query(`
      CREATE OR REPLACE FUNCTION provisioning_check_phase() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.walk < OLD.walk THEN
          RAISE EXCEPTION 'a store does not go back from walk % to %', OLD.walk, NEW.walk
            USING ERRCODE = 'check_violation', CONSTRAINT = 'provisioning_store_walk', TABLE = 'provisioning_store';
        END IF;
        IF (NEW.phase = OLD.phase AND NEW.walk = OLD.walk)
          OR (NEW.walk = OLD.walk AND (OLD.phase, NEW.phase) IN (
            ('requested', 'provisioning'), ('provisioning', 'verifying'), ('verifying', 'active'),
            ('suspending', 'suspended'), ('resuming', 'verifying'), ('deleting', 'deleted'), ('restoring', 'verifying'),
            ('purging', 'purged')))
          OR (NEW.walk = OLD.walk AND NEW.phase = 'failed' AND OLD.phase IN (${listed(working)}) AND NEW.failed_from = OLD.phase)
          OR (NEW.walk = OLD.walk AND OLD.phase = 'failed' AND NEW.phase = OLD.failed_from)
          OR (NEW.walk = OLD.walk + 1 AND (OLD.phase, NEW.phase) IN (
            ('active', 'suspending'), ('active', 'deleting'), ('active', 'restoring'),
            ('suspended', 'suspending'), ('suspended', 'resuming'), ('suspended', 'deleting'),
            ('deleted', 'restoring'), ('failed', 'deleting')))
          OR (NEW.walk = OLD.walk + 1 AND NEW.phase = 'purging' AND OLD.phase NOT IN ('purging', 'purged'))
        THEN RETURN NEW;
        END IF;
        RAISE EXCEPTION 'a store does not go from % to %', OLD.phase, NEW.phase
          USING ERRCODE = 'check_violation', CONSTRAINT = 'provisioning_store_transition', TABLE = 'provisioning_store';
      END $$;
      DROP TRIGGER provisioning_store_transition ON provisioning_store;
      CREATE TRIGGER provisioning_store_transition BEFORE UPDATE OF phase, walk ON provisioning_store
        FOR EACH ROW EXECUTE FUNCTION provisioning_check_phase()`);
  }

  /** What was suspended is on its way again; what was deleted is forgotten, and its workspace gets another store. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE provisioning_store DISABLE TRIGGER USER;
      DELETE FROM provisioning_store WHERE desired = 'deleted';
      UPDATE provisioning_store SET phase = CASE WHEN active_at IS NULL THEN 'requested' ELSE 'active' END, failed_from = NULL
        WHERE phase NOT IN (${listed(older)}) OR failed_from IN ('suspending', 'resuming', 'deleting', 'restoring');
      ALTER TABLE provisioning_store ENABLE TRIGGER USER;
      DELETE FROM provisioning_step WHERE state = 'undone' OR (walk > 1 AND step <> 'erase');
      ALTER TABLE provisioning_step
        DROP CONSTRAINT provisioning_step_state_check,
        ADD CONSTRAINT provisioning_step_state_check CHECK (state IN ('running', 'done', 'failed', 'abandoned')),
        DROP CONSTRAINT provisioning_step_pkey,
        ADD PRIMARY KEY (store_id, step, attempt);
      DROP INDEX provisioning_step_done_once;
      ALTER TABLE provisioning_step DROP COLUMN walk;
      CREATE UNIQUE INDEX provisioning_step_done_once ON provisioning_step (store_id, step) WHERE state = 'done';
      DROP INDEX provisioning_store_due;
      CREATE INDEX provisioning_store_due ON provisioning_store (next_attempt_at)
        WHERE phase IN ('requested', 'provisioning', 'verifying', 'purging');
      ALTER TABLE provisioning_store
        DROP CONSTRAINT provisioning_store_settled,
        DROP CONSTRAINT provisioning_store_held,
        DROP CONSTRAINT provisioning_store_phase_check,
        DROP CONSTRAINT provisioning_store_failed_from_check,
        ADD CONSTRAINT provisioning_store_phase_check CHECK (phase IN (${listed(older)})),
        ADD CONSTRAINT provisioning_store_failed_from_check
          CHECK (failed_from IN ('requested', 'provisioning', 'verifying', 'purging'));
      DROP TRIGGER provisioning_store_transition ON provisioning_store;
      CREATE TRIGGER provisioning_store_transition BEFORE UPDATE OF phase ON provisioning_store
        FOR EACH ROW EXECUTE FUNCTION provisioning_check_phase()`);
    await runner.query(`
      CREATE OR REPLACE FUNCTION provisioning_check_phase() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.phase = OLD.phase
          OR (OLD.phase, NEW.phase) IN (('requested', 'provisioning'), ('provisioning', 'verifying'), ('verifying', 'active'))
          OR (NEW.phase = 'failed' AND OLD.phase IN ('requested', 'provisioning', 'verifying', 'purging') AND NEW.failed_from = OLD.phase)
          OR (OLD.phase = 'failed' AND NEW.phase = OLD.failed_from)
          OR (NEW.phase = 'purging' AND OLD.phase IN ('requested', 'provisioning', 'verifying', 'active', 'failed'))
          OR (OLD.phase = 'purging' AND NEW.phase = 'purged')
        THEN RETURN NEW;
        END IF;
        RAISE EXCEPTION 'a store does not go from % to %', OLD.phase, NEW.phase
          USING ERRCODE = 'check_violation', CONSTRAINT = 'provisioning_store_transition', TABLE = 'provisioning_store';
      END $$`);
    await runner.query(`
      ALTER TABLE provisioning_store
        DROP COLUMN desired, DROP COLUMN settled, DROP COLUMN course, DROP COLUMN walk, DROP COLUMN held, DROP COLUMN held_by,
        DROP COLUMN held_reason, DROP COLUMN held_at, DROP COLUMN purge_after`);
  }
}

const older = ['requested', 'provisioning', 'verifying', 'active', 'failed', 'purging', 'purged'];
const working = [
  'requested',
  'provisioning',
  'verifying',
  'suspending',
  'resuming',
  'deleting',
  'restoring',
  'purging',
];
const resting = ['active', 'suspended', 'deleted', 'failed', 'purged'];
const listed = (phases: readonly string[]) => phases.map((phase) => `'${phase}'`).join(', ');
