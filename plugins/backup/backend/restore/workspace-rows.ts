/**
 * The rows of one workspace out of its segment: first into temporary tables, then, with their ids made other ones where
 * the plugins say so, into the real ones. Of a copy the log, which is most of it, goes straight to its place. All within
 * the caller's transaction.
 */
import pg from 'pg';
import type { DeclaredTable } from '../export/declared-tables.js';
import { askTogether, quoted } from '../export/table-sql.js';
import { BackupError } from '../failure.js';
import type { Section } from '../format/archive-reader.js';
import type { OpenBackup } from '../format/open-backup.js';
import type { SegmentEntry } from '../format/table-of-contents.js';
import type { ProgressMeter } from '../progress/progress-meter.js';
import { freshId, IdMap, mapped } from './id-map.js';
import { loadSection } from './load-section.js';
import { givenTo } from './owned-rows.js';

/** Whose ids a segment's index names. */
const LOG = 'sync_store_log';

const { escapeLiteral } = pg;

interface Loaded {
  readonly table: DeclaredTable;
  readonly temporary: string;
  /** It needs no temporary one: of its columns only the first becomes another, and that is known before. */
  readonly straight: boolean;
  readonly columns: readonly string[];
  readonly rows: number;
}

/** Rows of a temporary table on their way to the real one. */
interface Insertion {
  readonly loaded: Loaded;
  /** Columns whose ids are other ones now. */
  readonly renewed: readonly string[];
  /** Column → SQL that stands in its place. */
  readonly set: Readonly<Record<string, string>>;
  readonly where?: string | undefined;
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

/** Which workspace a copy is made of, and which it becomes. */
interface Copied {
  readonly oldId: string;
  readonly newId: string;
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

  /** With `copied` what is loaded can only be copied, else only put in place. */
  async load(
    { manifest, reader }: OpenBackup,
    segment: SegmentEntry,
    { copied, signal, meter }: { copied?: Copied; signal: AbortSignal; meter?: ProgressMeter },
  ): Promise<void> {
    for (const [name, rows] of segment.tables) {
      const columns = manifest.tables.find((table) => table.name === name)?.columns ?? [];
      const table = this.tableOf(name, columns);
      const straight = copied !== undefined && columns[0] !== undefined && columns[0] === keyOfLog(table);
      this.loaded.push({ table, temporary: quoted(`restore_${name}`), straight, columns, rows });
    }
    await this.client.query([IdMap.TABLE, ...this.held.map(temporaryTable)].join(';'));
    const { log } = segment;
    if (copied) await this.ids.add([[copied.oldId, copied.newId]]);
    if (copied && log) await this.ids.add([[log.storeId, freshId(log.storeId)]]);
    for await (const section of reader.sections(segment)) {
      signal.throwIfAborted();
      const loaded = this.filled.find(({ table }) => table.name === section.table);
      if (!loaded) continue;
      if (loaded.straight) await this.loadLog(section, log);
      else await loadSection(this.client, section, loaded.temporary);
      meter?.add(section.table, section.rows, section.bytes);
    }
  }

  private async loadLog(section: Section, log: SegmentEntry['log']): Promise<void> {
    const { storeId = '' } = log ?? {};
    const text = givenTo(section.text, storeId, this.ids.of(storeId));
    await loadSection(this.client, section, quoted(section.table), text);
  }

  /** Those with rows: for others there is nothing to keep anywhere. */
  private get filled(): Loaded[] {
    return this.loaded.filter(({ rows }) => rows > 0);
  }

  /** Those in temporary tables. */
  private get held(): Loaded[] {
    return this.filled.filter(({ straight }) => !straight);
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
    const from = events.straight
      ? `sync_event WHERE store_id = ${escapeLiteral(this.ids.of(log.storeId))}`
      : events.temporary;
    const { rows } = await this.client.query<{ head: number; count: number }>(
      `SELECT coalesce(max(seq), 0)::float8 AS head, count(DISTINCT seq)::float8 AS count FROM ${from}`,
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
  async copy(overrides: Readonly<Record<string, string>>): Promise<TableReport[]> {
    await this.ids.renew(
      this.held.flatMap(({ table, temporary }) =>
        (table.ofWorkspace?.newIds ?? []).map((column) => [temporary, column] as const),
      ),
    );
    const written = await this.insert(
      this.held.flatMap((loaded) => {
        const { table } = loaded;
        const copied = table.ofWorkspace?.copied;
        if (copied === false) return [];
        const set = { ...copied?.set, ...(table.name === 'workspace' ? overrides : {}) };
        return [{ loaded, renewed: this.renewing(table), set, where: copied?.where }];
      }),
    );
    return this.loaded.map(({ table: { name: table }, rows, straight }) => {
      return { table, rows, written: straight ? rows : (written.get(table) ?? 0), replaced: 0 };
    });
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
    const written = await this.insert(
      replaced.flatMap((loaded) =>
        loaded.rows > 0 ? [{ loaded, renewed: loaded.table.ofWorkspace?.renewed ?? [], set: {} }] : [],
      ),
    );
    for (const { table } of this.loaded) {
      if (table.ofWorkspace?.inPlace === 'kept') await this.follow(table, workspaceId);
    }
    return replaced.map(({ table: { name: table }, rows }) => {
      return { table, rows, written: written.get(table) ?? 0, replaced: gone.get(table) ?? 0 };
    });
  }

  /** In one message; answers how many rows each table got. */
  private async insert(insertions: readonly Insertion[]): Promise<Map<string, number>> {
    if (insertions.length === 0) return new Map();
    const statements = insertions.map((each) => this.insertion(each));
    const answers = await askTogether(this.client, statements);
    return new Map(insertions.map(({ loaded }, at) => [loaded.table.name, answers[at]?.rowCount ?? 0]));
  }

  private insertion({ loaded, renewed, set, where = 'true' }: Insertion): string {
    const { table, temporary, columns } = loaded;
    const values = columns.map((column) => {
      if (set[column] !== undefined) return set[column];
      return renewed.includes(column) ? mapped(column, this.typeOf(table, column)) : `t.${quoted(column)}`;
    });
    return `INSERT INTO ${quoted(table.name)} (${columns.map(quoted).join(', ')}) OVERRIDING SYSTEM VALUE
            SELECT ${values.join(', ')} FROM ${temporary} t WHERE ${where}`;
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

/** The column of a table that only grows by the log's own rows, of which nothing else is set; undefined of others. */
function keyOfLog({ ofWorkspace }: DeclaredTable): string | undefined {
  const { workspace, grows, copied, newIds } = ofWorkspace ?? {};
  if (typeof workspace !== 'object' || grows === undefined || copied !== undefined || newIds !== undefined)
    return undefined;
  return workspace.of === LOG && workspace.key === 'store_id' ? workspace.column : undefined;
}
