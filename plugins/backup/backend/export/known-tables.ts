/** What {@link readDeclaredTables} answered last, for as long as the schema is the same. Its sizes may be old. */
import type { HousePlugins } from '@purser/kit/backend/house';
import type pg from 'pg';
import { type DeclaredTable, MIGRATION_LEDGER, readDeclaredTables } from './declared-tables.js';

const known = new WeakMap<HousePlugins, { readonly schema: string; readonly tables: DeclaredTable[] }>();

export async function knownTables(client: pg.ClientBase, plugins: HousePlugins): Promise<DeclaredTable[]> {
  const { rows } = await client.query<{ schema: string }>(`
    SELECT (SELECT count(*) FROM ${MIGRATION_LEDGER}) || ' '
           || md5(string_agg(c.oid || ' ' || c.relname || ' ' || c.relnatts || ' ' || c.xmin, ',' ORDER BY c.oid)) AS schema
      FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')`);
  const schema = rows[0]?.schema ?? '';
  const last = known.get(plugins);
  if (last?.schema === schema) return last.tables;
  const tables = await readDeclaredTables(client, plugins);
  known.set(plugins, { schema, tables });
  return tables;
}
