import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The orders and filters of the console's list, for a million accounts. What is not synthetic is what it shows. */
export class AuthListUsers1764000000290 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX auth_user_list ON auth_user (created_at, id) WHERE NOT synthetic');
    await runner.query('CREATE INDEX auth_user_list_email ON auth_user (email, id) WHERE NOT synthetic');
    await runner.query('CREATE INDEX auth_user_list_name ON auth_user (name, id) WHERE NOT synthetic');
    // The state as `users.list.ts` has it. The few that need a look are found without reading everybody.
    const state = `CASE WHEN disabled_at IS NOT NULL THEN 'suspended' WHEN confirmed_at IS NULL THEN 'unconfirmed' ELSE 'active' END`;
    for (const wanted of ['suspended', 'unconfirmed']) {
      await runner.query(
        `CREATE INDEX auth_user_list_${wanted} ON auth_user (created_at, id) WHERE NOT synthetic AND ${state} = '${wanted}'`,
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP INDEX auth_user_list, auth_user_list_email, auth_user_list_name, auth_user_list_suspended, auth_user_list_unconfirmed`,
    );
  }
}
