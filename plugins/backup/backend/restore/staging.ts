/** A schema beside the living one, brought to where a backup was, filled from it, and brought up to this release. */
import type { Type } from '@nestjs/common';
import type { HousePlugins } from '@purser/kit/backend/house';
import type pg from 'pg';
import { DataSource, type DataSourceOptions, type MigrationInterface } from 'typeorm';
import type { EngineProcess, EngineWork } from '../engine/engine-process.js';
import { type DeclaredTable, readDeclaredTables } from '../export/declared-tables.js';
import { quoted } from '../export/table-sql.js';
import type { OpenBackup } from '../format/open-backup.js';
import { checkCounts } from './count-check.js';
import { KeysAside } from './keys-aside.js';
import { loadSegments, stagingOptions } from './load-segments.js';
import { refuseNewer } from './migration-check.js';

export interface Staged {
  readonly tables: readonly DeclaredTable[];
  /** Of all tables. */
  readonly rows: number;
}

export interface Staging extends EngineWork {
  readonly schema: string;
  /** Loads the rows; without one this process does. */
  readonly engine?: EngineProcess;
  /** Of the living database. */
  readonly options: DataSourceOptions;
  readonly plugins: HousePlugins;
  /** It is dropped in the end: its large tables need not outlive a crash. */
  readonly passing: boolean;
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
  const known = migrationsOf(staging.plugins).map(({ name }) => name);
  refuseNewer(manifest.migrations, known);
  await migrateStaging(staging, (name) => manifest.migrations.includes(name));
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
    const { engine, schema } = staging;
    const loaded = engine
      ? await engine.load(backup, { schema, tables }, staging)
      : await loadSegments([client, helper], backup, tables, staging);
    await keys.putBack([client, helper]);
    await triggers('ENABLE');
    await moveSequences(client);
    await checkCounts(client, manifest, loaded);
    const rows = [...loaded.values()].reduce((sum, each) => sum + each, 0);
    const migrated = await migrateStaging(staging, (name) => !manifest.migrations.includes(name));
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

/** Answers whether there was something to do. */
async function migrateStaging(
  { schema, options, plugins }: Staging,
  isWanted: (name: string) => boolean,
): Promise<boolean> {
  const migrations = migrationsOf(plugins).filter(({ name }) => isWanted(name));
  if (migrations.length === 0) return false;
  const dataSource = new DataSource({
    ...options,
    // Whoever only migrates need not know what the tables are to the code.
    entities: [],
    migrations,
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

/** Without the check that each keeps to its plugin's tables: it was made when they ran in the living schema. */
function migrationsOf(plugins: HousePlugins): Type<MigrationInterface>[] {
  return plugins.flatMap(({ migrations = [] }) => migrations);
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
