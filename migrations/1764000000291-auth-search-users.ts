import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People are found by a part of their name or address, and lists of other tables are sorted by either. */
export class AuthSearchUsers1764000000291 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const [{ trigrams }]: [{ trigrams: string }] = await runner.query(findTrigrams);
    for (const column of ['email', 'name']) {
      // Written at once: what waits to be sorted in is read by every search.
      await runner.query(
        `CREATE INDEX auth_user_search_${column} ON auth_user USING gin (${column} ${trigrams}) WITH (fastupdate = off)`,
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

/** The operator class, wherever the extension stands: in a schema of its own, or where an administrator put it. */
const findTrigrams = `
  SELECT quote_ident(n.nspname) || '.gin_trgm_ops' AS trigrams
  FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pg_trgm'`;
