import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How full each store is of what it may hold. What it holds is counted by its log, which is only read for that. */
export class ProvisioningQuotas1764000000461 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE provisioning_store
        -- of this store alone; null: as the options say
        ADD COLUMN quota_events bigint CHECK (quota_events > 0),
        ADD COLUMN quota_bytes bigint CHECK (quota_bytes > 0),
        ADD COLUMN usage_level text NOT NULL DEFAULT 'ok' CHECK (usage_level IN ('ok', 'warning', 'over')),
        -- when the level changed last
        ADD COLUMN usage_since timestamptz,
        -- an operator opened it although it is over: it is let be until it is over anew
        ADD COLUMN quota_waived boolean NOT NULL DEFAULT false,
        ADD CONSTRAINT provisioning_store_waived CHECK (NOT quota_waived OR usage_level = 'over');
      CREATE INDEX provisioning_store_usage ON provisioning_store (usage_level) WHERE usage_level <> 'ok';
      CREATE INDEX provisioning_store_overuse ON provisioning_store (id) WHERE usage_level = 'over' OR held_by = 'quota';
      CREATE TABLE provisioning_cursor (
        name text PRIMARY KEY,
        after text NOT NULL
      );
    `);
  }

  /** What its quota held is open again with the next reconcile. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE provisioning_cursor;
      UPDATE provisioning_store SET held = NULL, held_by = NULL, held_reason = NULL, held_at = NULL WHERE held_by = 'quota';
      DROP INDEX provisioning_store_overuse, provisioning_store_usage;
      ALTER TABLE provisioning_store DROP COLUMN quota_events, DROP COLUMN quota_bytes, DROP COLUMN usage_level,
        DROP COLUMN usage_since, DROP COLUMN quota_waived;
    `);
  }
}
