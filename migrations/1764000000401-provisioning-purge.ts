import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The way out of a store: what its workspace had is erased for good, and the row stays as the proof of it. */
export class ProvisioningPurge1764000000401 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await phasesAre(runner, [...working, 'purging'], ['active', 'failed', 'purged']);
    await transitionsAre(
      runner,
      `OR (NEW.phase = 'purging' AND OLD.phase IN ('requested', 'provisioning', 'verifying', 'active', 'failed'))
       OR (OLD.phase = 'purging' AND NEW.phase = 'purged')`,
      [...working, 'purging'],
    );
  }

  /** Proofs of what was erased are gone with it. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM provisioning_store WHERE 'purging' IN (phase, failed_from) OR phase = 'purged'`);
    await phasesAre(runner, working, ['active', 'failed']);
    await transitionsAre(runner, '', working);
  }
}

const working = ['requested', 'provisioning', 'verifying'];
const listed = (phases: readonly string[]) => phases.map((phase) => `'${phase}'`).join(', ');

async function phasesAre(runner: QueryRunner, worked: readonly string[], others: readonly string[]): Promise<void> {
  await runner.query(`
    ALTER TABLE provisioning_store
      DROP CONSTRAINT provisioning_store_phase_check,
      DROP CONSTRAINT provisioning_store_failed_from_check,
      ADD CONSTRAINT provisioning_store_phase_check CHECK (phase IN (${listed([...worked, ...others])})),
      ADD CONSTRAINT provisioning_store_failed_from_check CHECK (failed_from IN (${listed(worked)}));
    DROP INDEX provisioning_store_due;
    CREATE INDEX provisioning_store_due ON provisioning_store (next_attempt_at) WHERE phase IN (${listed(worked)});
  `);
}

async function transitionsAre(runner: QueryRunner, more: string, worked: readonly string[]): Promise<void> {
  await runner.query(`
    CREATE OR REPLACE FUNCTION provisioning_check_phase() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NEW.phase = OLD.phase
        OR (OLD.phase, NEW.phase) IN (('requested', 'provisioning'), ('provisioning', 'verifying'), ('verifying', 'active'))
        OR (NEW.phase = 'failed' AND OLD.phase IN (${listed(worked)}) AND NEW.failed_from = OLD.phase)
        OR (OLD.phase = 'failed' AND NEW.phase = OLD.failed_from)
        ${more}
      THEN RETURN NEW;
      END IF;
      RAISE EXCEPTION 'a store does not go from % to %', OLD.phase, NEW.phase
        USING ERRCODE = 'check_violation', CONSTRAINT = 'provisioning_store_transition', TABLE = 'provisioning_store';
    END $$`);
}
