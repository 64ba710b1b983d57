/** A schema beside the living one, brought to where a backup was, filled from it, and brought up to this release. */
import type { HousePlugins } from '@purser/kit/backend/house';
import type pg from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { type DeclaredTable, readDeclaredTables } from '../export/declared-tables.js';
import { quoted } from '../export/table-sql.js';
import { BackupError } from '../failure.js';
import type { Section } from '../format/archive-reader.js';
import { INSTANCE_SEGMENT } from '../format/layout.js';
import type { SegmentEntry } from '../format/table-of-contents.js';
import type { ProgressMeter } from '../progress/progress-meter.js';
import type { OpenBackup } from '../run/stored-backups.service.js';
import { checkCounts } from './count-check.js';
import { KeysAside } from './keys-aside.js';
import { columnsOf } from './load-section.js';
import { refuseNewer } from './migration-check.js';
import { SegmentLoader } from './segment-loader.js';

export interface Staged {
  readonly tables: readonly DeclaredTable[];
  readonly rows: number;
}

export interface Staging {
  readonly schema: string;
  /** Of the living database. */
  readonly options: DataSourceOptions;
  readonly plugins: HousePlugins;
  /** It is dropped in the end: its large tables need not outlive a crash. */
  readonly passing: boolean;
  readonly signal: AbortSignal;
  readonly meter?: ProgressMeter;
}

/** Bytes of rows from which on a table is loaded without its keys. */
const LARGE_BYTES = 4 << 20;

/** `client` works in the staging schema, and so do those that `connect` opens. */
export async function fillStaging(
  client: pg.ClientBase,
  connect: () => Promise<pg.Client>,
  backup: OpenBackup,
  staging: Staging,
): Promise<Staged> {
  const { manifest } = backup;
  staging.meter?.expect(manifest.tables.map(({ name, rows }) => [name, rows]));
  await migrateStaging(staging, manifest.migrations);
  const tables = await readDeclaredTables(client, staging.plugins);
  const exported = manifest.tables.map(({ name }) => name);
  const triggers = (state: 'DISABLE' | 'ENABLE') =>
    client.query(exported.map((table) => `ALTER TABLE ${quoted(table)} ${state} TRIGGER USER`).join(';'));
  // What migrations put there is in the backup as well.
  await triggers('DISABLE');
  await client.query(`TRUNCATE ${exported.map(quoted).join(', ')} CASCADE`);
  const large = tables.filter(({ name }) => manifest.tables.some((of) => of.name === name && of.bytes >= LARGE_BYTES));
  const keys = await KeysAside.take(client, large);
  if (staging.passing) await withoutLog(client, large);
  const helper = await connect();
  try {
    const rows = await loadSegments([client, helper], backup, tables, staging);
    await keys.putBack([client, helper]);
    await triggers('ENABLE');
    await moveSequences(client);
    const migrated = await migrateStaging(staging);
    await checkCounts([client, helper], backup.manifest, tables);
    return { tables: migrated ? await readDeclaredTables(client, staging.plugins) : tables, rows };
  } finally {
    await helper.end().catch(() => undefined);
  }
}

/** A drill writes its rows to the tables alone. Those to which others refer stay as they are. */
async function withoutLog(client: pg.ClientBase, tables: readonly DeclaredTable[]): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT t.relname AS name FROM pg_class t
      WHERE t.relnamespace = current_schema()::regnamespace AND t.relname = ANY ($1)
        AND NOT EXISTS (SELECT FROM pg_constraint f WHERE f.contype = 'f' AND f.confrelid IN (SELECT relid FROM pg_partition_tree(t.oid) UNION SELECT t.oid))`,
    [tables.map(({ name }) => name)],
  );
  const unreferred = new Set(rows.map(({ name }) => name));
  const leaves = tables.flatMap((table) => (unreferred.has(table.name) ? table.leaves : []));
  if (leaves.length > 0) await client.query(leaves.map((leaf) => `ALTER TABLE ${quoted(leaf)} SET UNLOGGED`).join(';'));
}

/** First what belongs to all, for workspaces refer to it; then the workspaces, over all connections. */
async function loadSegments(
  clients: readonly pg.ClientBase[],
  { reader }: OpenBackup,
  tables: readonly DeclaredTable[],
  { signal, meter }: Staging,
): Promise<number> {
  let rows = 0;
  const { segments } = reader.index;
  const load = async (client: pg.ClientBase, queue: Iterable<SegmentEntry>): Promise<void> => {
    const loader = new SegmentLoader(client);
    for (const segment of queue) {
      for await (const section of reader.sections(segment)) {
        signal.throwIfAborted();
        checkColumns(section, tables);
        await loader.add(section);
        rows += section.rows;
        meter?.add(section.table, section.rows, section.bytes);
      }
      await loader.flushWhenFull();
    }
    await loader.end();
  };
  const first = segments.filter(({ number }) => number === INSTANCE_SEGMENT);
  const [lead] = clients;
  if (lead) await load(lead, first);
  const others = segments.filter(({ number }) => number !== INSTANCE_SEGMENT).values();
  await Promise.all(clients.map((client) => load(client, others)));
  return rows;
}

function checkColumns(section: Section, tables: readonly DeclaredTable[]): void {
  const known = tables.find(({ name }) => name === section.table);
  const gone = columnsOf(section).filter((column) => !known?.columns.includes(column));
  if (known && gone.length === 0) return;
  throw new BackupError('schema_differs', `Its own migrations do not make ${section.table} as the backup has it.`);
}

/** What is loaded there is durable once the transaction is that puts it in its place; until then nothing waits for a disk. */
export function stagingOptions(schema: string): string {
  return `-c search_path=${schema} -c synchronous_commit=off`;
}

/** With `only`, up to where the backup was; then the rest. Answers whether there was something to do. */
async function migrateStaging({ schema, options }: Staging, only?: readonly string[]): Promise<boolean> {
  const classes = (Array.isArray(options.migrations) ? options.migrations : []) as { name: string }[];
  if (only) {
    refuseNewer(
      only,
      classes.map(({ name }) => name),
    );
  }
  const wanted = classes.filter(({ name }) => only === undefined || only.includes(name));
  const dataSource = new DataSource({
    ...options,
    // Whoever only migrates need not know what the tables are to the code.
    entities: [],
    migrations: wanted,
    poolSize: 1,
    extra: { ...options.extra, options: stagingOptions(schema) },
  } as unknown as DataSourceOptions);
  await dataSource.initialize();
  try {
    return (await dataSource.runMigrations()).length > 0;
  } finally {
    await dataSource.destroy();
  }
}

/** Identity columns go on after what was loaded. */
export async function moveSequences(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ table: string; column: string }>(`
    SELECT c.relname AS "table", a.attname AS "column" FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND a.attidentity <> ''`);
  for (const { table, column } of rows) {
    await client.query(
      `SELECT setval(pg_get_serial_sequence($1, $2), greatest(1, (SELECT coalesce(max(${quoted(column)}), 1) FROM ${quoted(table)})))`,
      [quoted(table), column],
    );
  }
}
