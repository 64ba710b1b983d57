import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * One row per store, its phases and its steps. Which phase may follow which, that a step is done once, and that one
 * step at a time is worked on, is decided here: a process that comes back from the dead cannot do otherwise.
 */
export class ProvisioningCreate1764000000400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE provisioning_store (
        id text PRIMARY KEY CHECK (id ~ '^st-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'),
        -- no foreign key: the row outlives its workspace, as proof of what became of the store
        workspace_id uuid NOT NULL CONSTRAINT provisioning_store_workspace UNIQUE,
        phase text NOT NULL DEFAULT 'requested'
          CHECK (phase IN ('requested', 'provisioning', 'verifying', 'active', 'failed')),
        failed_from text CHECK (failed_from IN ('requested', 'provisioning', 'verifying')),
        error text,
        -- failed tries of the present phase
        failures integer NOT NULL DEFAULT 0 CHECK (failures >= 0),
        next_attempt_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        lease_owner text,
        lease_until timestamptz,
        -- goes up with every claim; what was claimed before can write nothing any more
        fence bigint NOT NULL DEFAULT 0,
        backend_id text,
        -- where clients open their socket
        route text,
        -- an operator let it start although provisioning.automatic is off
        approved_at timestamptz,
        requested_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        active_at timestamptz,
        CONSTRAINT provisioning_store_failed CHECK ((phase = 'failed') = (failed_from IS NOT NULL)),
        CONSTRAINT provisioning_store_lease CHECK ((lease_owner IS NULL) = (lease_until IS NULL)),
        CONSTRAINT provisioning_store_active
          CHECK (phase <> 'active' OR (active_at IS NOT NULL AND backend_id IS NOT NULL AND route IS NOT NULL))
      );
      CREATE INDEX provisioning_store_due ON provisioning_store (next_attempt_at)
        WHERE phase IN ('requested', 'provisioning', 'verifying');
      CREATE INDEX provisioning_store_phase_age ON provisioning_store (phase, requested_at);

      CREATE TABLE provisioning_phase (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        store_id text NOT NULL REFERENCES provisioning_store (id) ON DELETE CASCADE,
        phase text NOT NULL,
        at timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      CREATE INDEX provisioning_phase_store ON provisioning_phase (store_id, id);

      CREATE TABLE provisioning_step (
        store_id text NOT NULL REFERENCES provisioning_store (id) ON DELETE CASCADE,
        step text NOT NULL,
        attempt integer NOT NULL CHECK (attempt > 0),
        fence bigint NOT NULL,
        state text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'done', 'failed', 'abandoned')),
        output jsonb,
        error text,
        started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        finished_at timestamptz,
        PRIMARY KEY (store_id, step, attempt),
        CONSTRAINT provisioning_step_end CHECK ((state = 'running') = (finished_at IS NULL)),
        CONSTRAINT provisioning_step_error CHECK ((state = 'failed') = (error IS NOT NULL))
      );
      CREATE UNIQUE INDEX provisioning_step_done_once ON provisioning_step (store_id, step) WHERE state = 'done';
      CREATE UNIQUE INDEX provisioning_step_one_at_a_time ON provisioning_step (store_id) WHERE state = 'running';

      -- logs that a probe pushes to, so that those of a probe that died are found and removed
      CREATE TABLE provisioning_probe_log (
        store_id text PRIMARY KEY,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      CREATE INDEX provisioning_probe_log_age ON provisioning_probe_log (created_at);
    `);
    await runner.query(`
      CREATE FUNCTION provisioning_check_phase() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.phase = OLD.phase
          OR (OLD.phase, NEW.phase) IN (('requested', 'provisioning'), ('provisioning', 'verifying'), ('verifying', 'active'))
          OR (NEW.phase = 'failed' AND OLD.phase IN ('requested', 'provisioning', 'verifying') AND NEW.failed_from = OLD.phase)
          OR (OLD.phase = 'failed' AND NEW.phase = OLD.failed_from)
        THEN RETURN NEW;
        END IF;
        RAISE EXCEPTION 'a store does not go from % to %', OLD.phase, NEW.phase
          USING ERRCODE = 'check_violation', CONSTRAINT = 'provisioning_store_transition', TABLE = 'provisioning_store';
      END $$;
      CREATE TRIGGER provisioning_store_transition BEFORE UPDATE OF phase ON provisioning_store
        FOR EACH ROW EXECUTE FUNCTION provisioning_check_phase();

      CREATE FUNCTION provisioning_note_phase() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'INSERT' OR NEW.phase <> OLD.phase THEN
          INSERT INTO provisioning_phase (store_id, phase) VALUES (NEW.id, NEW.phase);
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER provisioning_store_noted AFTER INSERT OR UPDATE OF phase ON provisioning_store
        FOR EACH ROW EXECUTE FUNCTION provisioning_note_phase();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE provisioning_probe_log, provisioning_step, provisioning_phase, provisioning_store;
      DROP FUNCTION provisioning_check_phase();
      DROP FUNCTION provisioning_note_phase();
    `);
  }
}
