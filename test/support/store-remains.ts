/** What is left of a store that was erased, in any table of any plugin. */
import type { TestHouse } from '@purser/kit/testing/house';
import { wait } from './store-house.js';
import type { TestStore } from './sync-house.js';

/** They tell that it was there, and hold nothing of what was in it. */
const proofs = /^(provisioning_(store|phase|step)|house_audit|house_webhook.*|backup_run)$/;

/** Throws with the tables in which something is left. Rows of sockets that are closing go with the next beat of their process. */
export async function nothingLeft(house: TestHouse, store: Pick<TestStore, 'storeId' | 'workspaceId'>): Promise<void> {
  const deadline = Date.now() + 8_000;
  for (;;) {
    const left = await tablesNaming(house, store);
    if (left.length === 0) return;
    if (Date.now() > deadline) throw new Error(`Something is left in ${left.join(', ')}.`);
    await wait(100);
  }
}

async function tablesNaming(
  house: TestHouse,
  { storeId, workspaceId }: Pick<TestStore, 'storeId' | 'workspaceId'>,
): Promise<string[]> {
  const columns: { table: string; column: string }[] = await house.dataSource.query(
    `SELECT c.table_name AS "table", c.column_name AS "column" FROM information_schema.columns c
     JOIN pg_tables t ON t.schemaname = 'public' AND t.tablename = c.table_name
     WHERE c.table_schema = 'public' AND c.data_type IN ('text', 'uuid', 'json', 'jsonb')`,
  );
  const found = new Set<string>();
  for (const { table, column } of columns) {
    if (proofs.test(table) || found.has(table)) continue;
    const rows: unknown[] = await house.dataSource.query(
      `SELECT 1 FROM "${table}" WHERE "${column}"::text LIKE $1 OR "${column}"::text LIKE $2 LIMIT 1`,
      [`%${storeId}%`, `%${workspaceId}%`],
    );
    if (rows.length > 0) found.add(table);
  }
  return [...found];
}
