/**
 * Everything, or one workspace, into one archive, as it was at one moment. Tables that are small in whole are read once
 * and dealt out to the workspaces; of the large ones each workspace's rows are read by themselves.
 */
import pg from 'pg';
import type { ArchiveWriter, SegmentWriter } from '../format/archive-writer.js';
import { INSTANCE_SEGMENT } from '../format/layout.js';
import type { SegmentEntry } from '../format/table-of-contents.js';
import { copyOut, RowsByOwner } from './copy-rows.js';
import type { DeclaredTable } from './declared-tables.js';
import type { Snapshot } from './snapshot.js';

/** A table of this size on disk, indexes included, is small: all of its rows are held at once. */
const SMALL_BYTES = 16 << 20;

export interface TableCount {
  rows: number;
  bytes: number;
}

export interface ExportScope {
  /** One workspace alone; undefined is everything. */
  readonly workspaceId?: string;
}

export interface ExportResult {
  readonly tables: ReadonlyMap<string, TableCount>;
  readonly workspaces: number;
}

interface Workspace {
  readonly id: string;
  readonly number: number;
}

type Small = ReadonlyMap<string, RowsByOwner['owners']>;

export class Exporter {
  private readonly counts = new Map<string, TableCount>();
  private readonly ofWorkspaces: readonly DeclaredTable[];
  private keys = new Map<string, Map<string, string>>();
  private logs = new Map<string, SegmentEntry['log']>();

  constructor(
    private readonly snapshot: Snapshot,
    private readonly tables: readonly DeclaredTable[],
    private readonly archive: ArchiveWriter,
    private readonly signal: AbortSignal,
    private readonly onProgress: (table: string, count: TableCount) => void = () => undefined,
  ) {
    this.ofWorkspaces = tables.filter(({ scope }) => scope === 'workspace');
    for (const { name, scope } of tables) {
      if (scope === 'workspace' || scope === 'instance') this.counts.set(name, { rows: 0, bytes: 0 });
    }
  }

  async run({ workspaceId }: ExportScope): Promise<ExportResult> {
    const { lead, clients } = this.snapshot;
    await this.archive.begin();
    await this.readLogs(lead, workspaceId);
    const workspaces = await this.workspaces(lead, workspaceId);
    const small: Small = workspaceId === undefined ? await this.readSmall(lead) : new Map();
    const queue = workspaces.values();
    const work = async (client: pg.Client): Promise<void> => {
      // One iterator, several takers: each workspace goes to one of them.
      for (const workspace of queue) await this.exportWorkspace(client, workspace, small);
    };
    // The largest single thing is begun first, beside the workspaces.
    const [first, ...others] = clients as [pg.Client, ...pg.Client[]];
    const instance = async () => {
      if (workspaceId === undefined) await this.exportInstance(first);
      await work(first);
    };
    await Promise.all([instance(), ...others.map(work)]);
    return { tables: this.counts, workspaces: workspaces.length };
  }

  private async exportInstance(client: pg.Client): Promise<void> {
    const segment = this.archive.segment(INSTANCE_SEGMENT, 'instance');
    const written: SegmentEntry['tables'] = [];
    for (const table of this.tables) {
      if (table.scope !== 'instance') continue;
      await segment.write(headerOf(table));
      const { rows, bytes } = await this.copyInto(client, table, '', segment);
      written.push([table.name, rows, bytes]);
    }
    await segment.end({ tables: written });
  }

  private async exportWorkspace(client: pg.Client, { id, number }: Workspace, small: Small): Promise<void> {
    const segment = this.archive.segment(number, id);
    const written: SegmentEntry['tables'] = [];
    for (const table of this.ofWorkspaces) {
      this.signal.throwIfAborted();
      await segment.write(headerOf(table));
      const dealt = small.get(table.name);
      const { rows, bytes } = dealt
        ? await this.writeDealt(table, dealt.get(id), segment)
        : await this.copyInto(client, table, this.conditionFor(table, id), segment);
      written.push([table.name, rows, bytes]);
    }
    await segment.end({ tables: written, log: this.logs.get(id) });
  }

  private async copyInto(
    client: pg.Client,
    table: DeclaredTable,
    condition: string,
    segment: SegmentWriter,
  ): Promise<TableCount> {
    const order = table.primaryKey.map((column) => `t.${quoted(column)}`).join(', ');
    const select = `SELECT ${exportedColumns(table)} FROM ${quoted(table.name)} t ${condition}`;
    const whole = condition === '' || order === '' ? select : `${select} ORDER BY ${order}`;
    // Several connections add to one count.
    const total = this.countOf(table);
    const count = await copyOut(client, whole, table.name, async (text) => {
      this.signal.throwIfAborted();
      total.bytes += text.length;
      this.onProgress(table.name, total);
      await segment.write(text);
    });
    total.rows += count.rows;
    await segment.write(SECTION_END);
    return count;
  }

  private async writeDealt(
    table: DeclaredTable,
    dealt: { rows: number; parts: Buffer[] } | undefined,
    segment: SegmentWriter,
  ): Promise<TableCount> {
    const text = Buffer.concat(dealt?.parts ?? []);
    await segment.write(text);
    await segment.write(SECTION_END);
    const count = this.countOf(table);
    count.rows += dealt?.rows ?? 0;
    count.bytes += text.length;
    this.onProgress(table.name, count);
    return { rows: dealt?.rows ?? 0, bytes: text.length };
  }

  /** Rows of small tables in whole, by workspace. What belongs to no workspace is lost to everybody already. */
  private async readSmall(client: pg.Client): Promise<Small> {
    const small = new Map<string, RowsByOwner['owners']>();
    for (const table of this.ofWorkspaces) {
      if (table.size > SMALL_BYTES) continue;
      const { owner, from } = ownerOf(table, this.ofWorkspaces);
      const rows = new RowsByOwner();
      const order = ['1', ...table.primaryKey.map((column) => `t.${quoted(column)}`)].join(', ');
      const select = `SELECT ${owner}, ${exportedColumns(table)} FROM ${from} ORDER BY ${order}`;
      await copyOut(client, select, table.name, async (text) => {
        this.signal.throwIfAborted();
        rows.take(text);
      });
      small.set(table.name, rows.owners);
    }
    return small;
  }

  private async workspaces(client: pg.Client, only: string | undefined): Promise<Workspace[]> {
    const { rows } = await client.query<{ id: string }>(
      'SELECT id FROM workspace WHERE $1::uuid IS NULL OR id = $1 ORDER BY id',
      [only ?? null],
    );
    return rows.map(({ id }, index) => ({ id, number: index + 1 }));
  }

  /** Heads of the logs, and the keys by which rows of other tables are found: a constant lets the planner see the partition. */
  private async readLogs(client: pg.Client, only: string | undefined): Promise<void> {
    const { rows } = await client.query<{ id: string; storeId: string; backendId: string; head: number }>(
      `SELECT workspace_id AS id, store_id AS "storeId", backend_id AS "backendId", head::float8 FROM sync_store_log
        WHERE $1::uuid IS NULL OR workspace_id = $1`,
      [only ?? null],
    );
    this.logs = new Map(rows.map(({ id, ...log }) => [id, log]));
    for (const { ofWorkspace } of this.ofWorkspaces) {
      if (typeof ofWorkspace?.workspace !== 'object') continue;
      const { of, key } = ofWorkspace.workspace;
      if (this.keys.has(of)) continue;
      const owner = this.ofWorkspaces.find(({ name }) => name === of)?.ofWorkspace?.workspace;
      if (typeof owner !== 'string') throw new Error(`The table ${of} has no column with its workspace's id.`);
      const found = await client.query<{ id: string; key: string }>(
        `SELECT ${quoted(owner)} AS id, ${quoted(key)}::text AS key FROM ${quoted(of)} WHERE $1::uuid IS NULL OR ${quoted(owner)} = $1`,
        [only ?? null],
      );
      this.keys.set(of, new Map(found.rows.map((row) => [row.id, row.key])));
    }
  }

  private conditionFor({ ofWorkspace }: DeclaredTable, workspaceId: string): string {
    const workspace = ofWorkspace?.workspace ?? '';
    if (typeof workspace === 'string') return `WHERE t.${quoted(workspace)} = ${pg.escapeLiteral(workspaceId)}`;
    const key = this.keys.get(workspace.of)?.get(workspaceId);
    return key === undefined ? 'WHERE false' : `WHERE t.${quoted(workspace.column)} = ${pg.escapeLiteral(key)}`;
  }

  private countOf({ name }: DeclaredTable): TableCount {
    const count = this.counts.get(name);
    if (!count) throw new Error(`The table ${name} is not exported.`);
    return count;
  }
}

const SECTION_END = Buffer.from('\\.\n');

function headerOf({ name, columns }: DeclaredTable): Buffer {
  return Buffer.from(`COPY ${name} (${columns.map(quoted).join(', ')}) FROM stdin;\n`);
}

function exportedColumns({ columns, ofWorkspace }: DeclaredTable): string {
  return columns.map((column) => ofWorkspace?.exported?.[column] ?? `t.${quoted(column)}`).join(', ');
}

function ownerOf(
  { name, ofWorkspace }: DeclaredTable,
  tables: readonly DeclaredTable[],
): { owner: string; from: string } {
  const workspace = ofWorkspace?.workspace ?? '';
  if (typeof workspace === 'string') return { owner: `t.${quoted(workspace)}`, from: `${quoted(name)} t` };
  const { column, of, key } = workspace;
  const owner = tables.find((table) => table.name === of)?.ofWorkspace?.workspace;
  if (typeof owner !== 'string') throw new Error(`The table ${of} has no column with its workspace's id.`);
  return {
    owner: `o.${quoted(owner)}`,
    from: `${quoted(name)} t JOIN ${quoted(of)} o ON o.${quoted(key)} = t.${quoted(column)}`,
  };
}

export function quoted(name: string): string {
  return pg.escapeIdentifier(name);
}
