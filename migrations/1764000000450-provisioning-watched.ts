import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What monitoring says of stores: which are nobody's but its own, and which do not answer as they should. */
export class ProvisioningWatched1764000000450 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE provisioning_store
        ADD COLUMN canary boolean NOT NULL DEFAULT false,
        ADD COLUMN degraded_since timestamptz,
        ADD COLUMN degraded_reason text,
        ADD CONSTRAINT provisioning_store_degraded CHECK ((degraded_since IS NULL) = (degraded_reason IS NULL));
      CREATE INDEX provisioning_store_canary ON provisioning_store (requested_at) WHERE canary;
      CREATE INDEX provisioning_store_degraded_since ON provisioning_store (degraded_since) WHERE degraded_since IS NOT NULL;
      CREATE INDEX provisioning_store_active_ids ON provisioning_store (id) WHERE phase = 'active' AND NOT canary;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE provisioning_store DROP COLUMN canary, DROP COLUMN degraded_since, DROP COLUMN degraded_reason;
    `);
  }
}
