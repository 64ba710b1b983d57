/**
 * The rows of one workspace out of its segment: first into temporary tables, then, with their ids made other ones where
 * the plugins say so, into the real ones. All within the caller's transaction.
 */
import type pg from 'pg';
import type { DeclaredTable } from '../export/declared-tables.js';
import { quoted } from '../export/table-sql.js';
import { BackupError } from '../failure.js';
import type { SegmentEntry } from '../format/table-of-contents.js';
import type { ProgressMeter } from '../progress/progress-meter.js';
import type { OpenBackup } from '../run/stored-backups.service.js';
import { freshId, IdMap, mapped } from './id-map.js';
import { loadSection } from './load-section.js';

interface Loaded {
  readonly table: DeclaredTable;
  readonly temporary: string;
  readonly columns: readonly string[];
  readonly rows: number;
}

export interface TableReport {
  readonly table: string;
  /** In the backup. */
  readonly rows: number;
  /** Written to the database. */
  readonly written: number;
  /** That stood there before and were replaced. */
  readonly replaced: number;
}

export class WorkspaceRows {
  readonly ids: IdMap;
  private readonly loaded: Loaded[] = [];

  constructor(
    private readonly client: pg.ClientBase,
    private readonly tables: readonly DeclaredTable[],
  ) {
    this.ids = new IdMap(client);
  }

  async load(
    { manifest, reader }: OpenBackup,
    segment: SegmentEntry,
    signal: AbortSignal,
    meter?: ProgressMeter,
  ): Promise<void> {
    for (const [name, rows] of segment.tables) {
      const columns = manifest.tables.find((table) => table.name === name)?.columns ?? [];
      this.loaded.push({ table: this.tableOf(name, columns), temporary: quoted(`restore_${name}`), columns, rows });
    }
    await this.client.query([IdMap.TABLE, ...this.filled.map(temporaryTable)].join(';'));
    for await (const section of reader.sections(segment)) {
      signal.throwIfAborted();
      const loaded = this.filled.find(({ table }) => table.name === section.table);
      if (!loaded) continue;
      await loadSection(this.client, section, loaded.temporary);
      meter?.add(section.table, section.rows, section.bytes);
    }
  }

  /** Those with rows: for others there is nothing to keep anywhere. */
  private get filled(): Loaded[] {
    return this.loaded.filter(({ rows }) => rows > 0);
  }

  private tableOf(name: string, columns: readonly string[]): DeclaredTable {
    const table = this.tables.find((each) => each.name === name);
    const unknown = columns.filter((column) => !table?.columns.includes(column));
    if (table && unknown.length === 0) return table;
    const what = table ? `columns of ${name} that are gone: ${unknown.join(', ')}` : `a table ${name} that is gone`;
    throw new BackupError('schema_differs', `The backup has ${what}.`);
  }

  /** Its log is without a gap, and goes as far as the index says. */
  async checkLog(log: SegmentEntry['log']): Promise<void> {
    const events = this.filled.find(({ table }) => table.name === 'sync_event');
    if (!log) return;
    if (!events) {
      if (log.head > 0) throw new BackupError('corrupt_index', `The log ends at 0 of ${log.head}.`);
      return;
    }
    const { rows } = await this.client.query<{ head: number; count: number }>(
      `SELECT coalesce(max(seq), 0)::float8 AS head, count(DISTINCT seq)::float8 AS count FROM ${events.temporary}`,
    );
    const [found] = rows;
    if (found?.head !== log.head || found.count !== log.head) {
      throw new BackupError(
        'corrupt_index',
        `The log ends at ${found?.head} of ${log.head}, with ${found?.count} events.`,
      );
    }
  }

  /** Under new ids; `overrides` are values of the workspace's own row. */
  async copyTo(newId: string, oldId: string, overrides: Readonly<Record<string, string>>): Promise<TableReport[]> {
    await this.ids.add([[oldId, newId]]);
    for (const { table, temporary } of this.filled) {
      for (const column of table.ofWorkspace?.newIds ?? []) await this.ids.renew(temporary, column);
    }
    const reports: TableReport[] = [];
    for (const loaded of this.loaded) {
      const { table, rows } = loaded;
      const copied = table.ofWorkspace?.copied;
      const report = { table: table.name, rows, replaced: 0 };
      if (copied === false) {
        reports.push({ ...report, written: 0 });
        continue;
      }
      const set = { ...copied?.set, ...(table.name === 'workspace' ? overrides : {}) };
      const written = await this.insert(loaded, this.renewing(table), set, copied?.where ?? 'true');
      reports.push({ ...report, written });
    }
    return reports;
  }

  /** In place of what stands there; what plugins keep stays, and follows the ids that were renewed. */
  async replace(workspaceId: string): Promise<TableReport[]> {
    const replaced = this.loaded.filter(({ table }) => table.ofWorkspace?.inPlace !== 'kept');
    for (const { table, temporary, rows } of replaced) if (rows > 0) await this.renewInPlace(table, temporary);
    const gone = new Map<string, number>();
    for (const { table } of [...replaced].reverse()) {
      const { rowCount } = await this.client.query(`DELETE FROM ${quoted(table.name)} t WHERE ${this.of(table)}`, [
        workspaceId,
      ]);
      gone.set(table.name, rowCount ?? 0);
    }
    const reports: TableReport[] = [];
    for (const loaded of replaced) {
      const { table, rows } = loaded;
      const written = await this.insert(loaded, table.ofWorkspace?.renewed ?? [], {}, 'true');
      reports.push({ table: table.name, rows, written, replaced: gone.get(table.name) ?? 0 });
    }
    for (const { table } of this.loaded) {
      if (table.ofWorkspace?.inPlace === 'kept') await this.follow(table, workspaceId);
    }
    return reports;
  }

  private async insert(
    { table, temporary, columns, rows }: Loaded,
    renewed: readonly string[],
    set: Readonly<Record<string, string>>,
    where: string,
  ): Promise<number> {
    if (rows === 0) return 0;
    const values = columns.map((column) => {
      if (set[column] !== undefined) return set[column];
      return renewed.includes(column) ? mapped(column, this.typeOf(table, column)) : `t.${quoted(column)}`;
    });
    const { rowCount } = await this.client.query(
      `INSERT INTO ${quoted(table.name)} (${columns.map(quoted).join(', ')}) OVERRIDING SYSTEM VALUE
       SELECT ${values.join(', ')} FROM ${temporary} t WHERE ${where}`,
    );
    return rowCount ?? 0;
  }

  /** Its own new ids, the workspace's, and what refers to a row of the workspace. */
  private renewing({ ofWorkspace }: DeclaredTable): string[] {
    if (!ofWorkspace) return [];
    const { workspace, newIds = [] } = ofWorkspace;
    return [...newIds, typeof workspace === 'string' ? workspace : workspace.column];
  }

  /** A row that stands there and its successor out of the backup get the same new id. */
  private async renewInPlace(table: DeclaredTable, temporary: string): Promise<void> {
    for (const column of table.ofWorkspace?.renewed ?? []) {
      const same = table.primaryKey.map((key) => `l.${quoted(key)} = b.${quoted(key)}`).join(' AND ');
      const { rows } = await this.client.query<{ old: string; live: string | null }>(
        `SELECT b.${quoted(column)}::text AS old, l.${quoted(column)}::text AS live
           FROM ${temporary} b LEFT JOIN ${quoted(table.name)} l ON ${same}`,
      );
      for (const { old, live } of rows) {
        const fresh = freshId(old);
        await this.ids.add(
          live === null
            ? [[old, fresh]]
            : [
                [old, fresh],
                [live, fresh],
              ],
        );
      }
    }
  }

  private async follow(table: DeclaredTable, workspaceId: string): Promise<void> {
    for (const column of table.ofWorkspace?.newIds ?? []) {
      await this.client.query(
        `UPDATE ${quoted(table.name)} t SET ${quoted(column)} = i.new::${this.typeOf(table, column)} FROM restore_id i
          WHERE i.old = t.${quoted(column)}::text AND ${this.of(table)}`,
        [workspaceId],
      );
    }
  }

  /** Condition for rows of the workspace `$1`. */
  private of({ ofWorkspace }: DeclaredTable): string {
    const workspace = ofWorkspace?.workspace ?? '';
    if (typeof workspace === 'string') return `t.${quoted(workspace)} = $1`;
    const { column, of, key } = workspace;
    const owner = this.tables.find(({ name }) => name === of)?.ofWorkspace?.workspace;
    if (typeof owner !== 'string') throw new Error(`The table ${of} has no column with its workspace's id.`);
    return `t.${quoted(column)} IN (SELECT ${quoted(key)} FROM ${quoted(of)} WHERE ${quoted(owner)} = $1)`;
  }

  private typeOf({ columns, types }: DeclaredTable, column: string): string {
    return types[columns.indexOf(column)] ?? 'text';
  }
}

function temporaryTable({ table, temporary, columns }: Loaded): string {
  const list = columns.map(quoted).join(', ');
  return `CREATE TEMP TABLE ${temporary} ON COMMIT DROP AS SELECT ${list} FROM ${quoted(table.name)} WITH NO DATA`;
}
