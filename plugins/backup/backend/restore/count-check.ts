/** Whether what was loaded is what was backed up. */
import type pg from 'pg';
import { BackupError } from '../failure.js';
import type { Manifest } from '../format/manifest.js';
import type { SegmentEntry } from '../format/table-of-contents.js';

/** Rows of each table, as the database said when it had them. */
export type Loaded = ReadonlyMap<string, number>;

const LOG = 'sync_event';

/**
 * A log is whole when it has as many events as its head says, none twice (its key), none before 1 (its table), and the last
 * one is its head. Throws a {@link BackupError} unless that holds, and every row is there.
 */
export async function checkCounts(client: pg.ClientBase, manifest: Manifest, loaded: Loaded): Promise<void> {
  for (const { name, rows } of manifest.tables) {
    const count = loaded.get(name) ?? 0;
    if (count !== rows) throw new BackupError('rows_missing', `${count} of ${rows} rows of ${name} are there.`);
  }
  const { rows } = await client.query<{ broken: boolean }>(`
    SELECT EXISTS (SELECT FROM sync_store_log l
                    WHERE l.head <> coalesce((SELECT max(e.seq) FROM ${LOG} e WHERE e.store_id = l.store_id), 0)) AS broken`);
  if (rows[0]?.broken) throw brokenLog();
}

/** Before any of it is loaded: the segment of a workspace holds as many events as its log is long. */
export function checkLog({ log, tables }: SegmentEntry): void {
  const events = tables.find(([name]) => name === LOG)?.[1] ?? 0;
  if (log && log.head !== events) throw brokenLog();
}

function brokenLog(): BackupError {
  return new BackupError('corrupt_index', 'A log is not as long as its head says.');
}
