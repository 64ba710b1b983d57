/**
 * All of it: loaded beside what lives, checked, settled, and put in its place by renaming two schemas in one
 * transaction. What was there stays as the schema `purser_before_…`: renaming back undoes the restore.
 */
import { Inject, Injectable } from '@nestjs/common';
import { ALL_PLUGINS, type HousePlugins } from '@purser/kit/backend/house';
import type pg from 'pg';
import { DataSource } from 'typeorm';
import { StoreLogs } from '../../../sync/backend/store-log/store-logs.service.js';
import { BackupEngine } from '../engine/backup-engine.service.js';
import type { EngineWork } from '../engine/engine-process.js';
import { BackupDatabase } from '../export/backup-database.provider.js';
import type { DeclaredTable } from '../export/declared-tables.js';
import { quoted } from '../export/table-sql.js';
import type { OpenBackup } from '../format/open-backup.js';
import { stagingOptions } from './load-segments.js';
import { fillStaging, moveSequences } from './staging.js';

export interface DatabaseReport {
  readonly rows: number;
  readonly workspaces: number;
  readonly backupAt: string;
  /** The schema that was there before; null in a drill. */
  readonly before: string | null;
  /** What happened since the backup was heeded: revoked stays revoked. False on an empty machine. */
  readonly settledWithLive: boolean;
}

export interface DatabaseRestore extends EngineWork {
  /** Load, check, settle, and forget. */
  readonly drill: boolean;
  /** What is there counts for nothing, although it is not empty. */
  readonly newMachine?: boolean;
}

@Injectable()
export class DatabaseRestores {
  constructor(
    private readonly dataSource: DataSource,
    private readonly database: BackupDatabase,
    private readonly engine: BackupEngine,
    private readonly logs: StoreLogs,
    @Inject(ALL_PLUGINS) private readonly plugins: HousePlugins,
  ) {}

  async restore(backup: OpenBackup, { drill, newMachine, ...work }: DatabaseRestore): Promise<DatabaseReport> {
    const mark = backup.manifest.id.replaceAll('-', '').slice(-12);
    const [{ schema: live, now } = { schema: 'public', now: '' }]: { schema: string; now: string }[] =
      await this.dataSource.query(
        `SELECT current_schema() AS schema, to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISS') AS now`,
      );
    const schema = `purser_${drill ? 'drill' : 'staging'}_${mark}_${now}`;
    const connect = () => this.database.connect(stagingOptions(schema));
    const client = await connect();
    const engine = this.engine.forBackup(backup);
    try {
      // Held until the connection ends, however it ends: what nobody holds is swept.
      await client.query('SELECT pg_advisory_lock(hashtext($1))', [schema]);
      await client.query(`CREATE SCHEMA ${quoted(schema)}`);
      const options = this.dataSource.options;
      const staging = { schema, engine, options, plugins: this.plugins, passing: drill, ...work };
      const staged = await fillStaging(client, connect, backup, staging);
      const settledWithLive = newMachine !== true && (await isInUse(client, live));
      const before = drill ? null : `purser_before_${now}`;
      if (before) await this.logs.endAll();
      await client.query('BEGIN');
      await client.query('SET LOCAL synchronous_commit = on');
      try {
        await this.settle(client, live, settledWithLive);
        if (before) {
          await this.takeOver(client, live, staged.tables);
          await client.query(`ALTER SCHEMA ${quoted(live)} RENAME TO ${quoted(before)}`);
          await client.query(`ALTER SCHEMA ${quoted(schema)} RENAME TO ${quoted(live)}`);
        }
        await client.query('COMMIT');
      } catch (error) {
        await client.query('ROLLBACK').catch(() => undefined);
        throw error;
      }
      return {
        rows: staged.rows,
        workspaces: backup.manifest.workspaces,
        backupAt: backup.manifest.snapshot.at,
        before,
        settledWithLive,
      };
    } finally {
      await engine?.end();
      // Renamed, it is not there any more.
      await client.query(`DROP SCHEMA IF EXISTS ${quoted(schema)} CASCADE`).catch(() => undefined);
      await client.end().catch(() => undefined);
    }
  }

  /** Nothing that was revoked or spent since the backup comes back (SECURITY 11). */
  private async settle(client: pg.ClientBase, live: string, withLive: boolean): Promise<void> {
    for (const { backup } of this.plugins) {
      for (const statement of backup?.settle ?? []) {
        if (statement.includes('{live}') && !withLive) continue;
        await client.query(statement.replaceAll('{live}', quoted(live)));
      }
    }
    await client.query('SET CONSTRAINTS ALL IMMEDIATE');
    await client.query('SET CONSTRAINTS ALL DEFERRED');
  }

  /** Limits, locks, keys and what this plugin knows of backups go on as they are. */
  private async takeOver(client: pg.ClientBase, live: string, tables: readonly DeclaredTable[]): Promise<void> {
    for (const { name, scope, columns } of tables) {
      if (scope !== 'live') continue;
      const { rows } = await client.query<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [
        `${quoted(live)}.${quoted(name)}`,
      ]);
      if (!rows[0]?.there) continue;
      const list = columns.map(quoted).join(', ');
      await client.query(`LOCK TABLE ${quoted(live)}.${quoted(name)} IN SHARE MODE`);
      // Migrations may have put something there.
      await client.query(`DELETE FROM ${quoted(name)}`);
      await client.query(
        `INSERT INTO ${quoted(name)} (${list}) OVERRIDING SYSTEM VALUE SELECT ${list} FROM ${quoted(live)}.${quoted(name)}`,
      );
    }
    await moveSequences(client);
  }
}

/** Somebody has an account there. */
async function isInUse(client: pg.ClientBase, live: string): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [
    `${quoted(live)}.auth_user`,
  ]);
  if (!rows[0]?.there) return false;
  const found = await client.query<{ used: boolean }>(
    `SELECT EXISTS (SELECT FROM ${quoted(live)}.auth_user) OR EXISTS (SELECT FROM ${quoted(live)}.auth_operator) AS used`,
  );
  return found.rows[0]?.used === true;
}
