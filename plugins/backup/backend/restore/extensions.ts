/**
 * What migrations take from extensions has to be seen from the staging schema, which sees no other table than its own; and
 * no extension may go with the schema that a restore puts aside. So they get a schema of their own.
 */
import type pg from 'pg';
import { quoted } from '../export/table-sql.js';

export const EXTENSIONS = 'extensions';

/** Once; from then on new connections see them there as well. */
export async function moveExtensions(client: pg.ClientBase, live: string): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query('SELECT pg_advisory_xact_lock(hashtext($1))', [EXTENSIONS]);
    const { rows } = await client.query<{ name: string }>(
      'SELECT extname AS name FROM pg_extension WHERE extnamespace = to_regnamespace($1) AND extrelocatable',
      [quoted(live)],
    );
    if (rows.length > 0) {
      await client.query(`CREATE SCHEMA IF NOT EXISTS ${EXTENSIONS}`);
      for (const { name } of rows) await client.query(`ALTER EXTENSION ${quoted(name)} SET SCHEMA ${EXTENSIONS}`);
      const { rows: at } = await client.query<{ name: string }>('SELECT current_database() AS name');
      await client.query(
        `ALTER ROLE CURRENT_USER IN DATABASE ${quoted(at[0]?.name ?? '')} SET search_path = "$user", ${quoted(live)}, ${EXTENSIONS}`,
      );
    }
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
