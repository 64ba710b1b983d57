import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The order of the console's list, for a million stores. */
export class ProvisioningList1764000000470 implements MigrationInterface {
  name = 'ProvisioningList1764000000470';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE INDEX provisioning_store_list ON provisioning_store (requested_at, id) WHERE NOT canary',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX provisioning_store_list');
  }
}
