/** Whether what was loaded is what was backed up. */
import type pg from 'pg';
import type { DeclaredTable } from '../export/declared-tables.js';
import { eachOnce } from '../export/each-once.js';
import { quoted } from '../export/table-sql.js';
import { BackupError } from '../failure.js';
import type { Manifest } from '../format/manifest.js';

/** Throws a {@link BackupError} unless every row is there, and every log is whole. */
export async function checkCounts(
  clients: readonly [pg.ClientBase, ...pg.ClientBase[]],
  manifest: Manifest,
  tables: readonly DeclaredTable[],
): Promise<void> {
  const [client] = clients;
  const { events, broken } = await checkLogs(clients, tables.find(({ name }) => name === 'sync_event')?.leaves ?? []);
  for (const { name, rows } of manifest.tables) {
    const count = name === 'sync_event' ? events : await countOf(client, name);
    if (count !== rows) throw new BackupError('rows_missing', `${count} of ${rows} rows of ${name} are there.`);
  }
  if (broken) throw new BackupError('corrupt_index', 'A log is not as long as its head says.');
}

/** A log is whole when its last event and the number of them are its head: leaf by leaf, over all connections. */
async function checkLogs(
  clients: readonly [pg.ClientBase, ...pg.ClientBase[]],
  leaves: readonly string[],
): Promise<{ events: number; broken: boolean }> {
  let events = 0;
  let broken = false;
  await eachOnce(clients, leaves, async (client, leaf) => {
    const { rows } = await client.query<{ events: number; broken: boolean }>(`
      SELECT coalesce(sum(c.count), 0)::float8 AS events,
             coalesce(bool_or(l.head IS DISTINCT FROM c.head OR l.head <> c.count), false) AS broken
        FROM (SELECT store_id, max(seq) AS head, count(*) AS count FROM ${quoted(leaf)} GROUP BY store_id) c
        LEFT JOIN sync_store_log l USING (store_id)`);
    events += rows[0]?.events ?? 0;
    broken ||= rows[0]?.broken !== false;
  });
  // Of a log without any event nothing was seen.
  const [client] = clients;
  const { rows } = await client.query<{ heads: number }>(
    'SELECT coalesce(sum(head), 0)::float8 AS heads FROM sync_store_log',
  );
  return { events, broken: broken || rows[0]?.heads !== events };
}

async function countOf(client: pg.ClientBase, table: string): Promise<number> {
  const { rows } = await client.query<{ count: number }>(`SELECT count(*)::float8 AS count FROM ${quoted(table)}`);
  return rows[0]?.count ?? 0;
}
