import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People are found by a part of their name or address, and lists of other tables are sorted by either. */
export class AuthSearchUsers1764000000291 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(seesTrigrams);
    for (const column of ['email', 'name']) {
      // Written at once: what waits to be sorted in is read by every search.
      await runner.query(
        `CREATE INDEX auth_user_search_${column} ON auth_user USING gin (${column} gin_trgm_ops) WITH (fastupdate = off)`,
      );
      // Of everybody, the synthetic included: they have memberships, too.
      await runner.query(`DROP INDEX auth_user_list_${column}`);
      await runner.query(`CREATE INDEX auth_user_list_${column} ON auth_user (${column}, id)`);
    }
    await runner.query('CREATE INDEX auth_user_search_address ON auth_user (email_key text_pattern_ops)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX auth_user_search_address');
    for (const column of ['email', 'name']) {
      await runner.query(`DROP INDEX auth_user_list_${column}`);
      await runner.query(`CREATE INDEX auth_user_list_${column} ON auth_user (${column}, id) WHERE NOT synthetic`);
      await runner.query(`DROP INDEX auth_user_search_${column}`);
    }
  }
}

/** For this transaction, wherever the extension stands. */
const seesTrigrams = `
  SELECT set_config('search_path', quote_ident(current_schema()) || ', ' || quote_ident(n.nspname), true)
  FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pg_trgm'`;
