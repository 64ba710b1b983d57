/**
 * Everything, or one workspace, into one archive, as it was at one moment. Tables that are small in whole are read once
 * and dealt out to the workspaces. The one large table is read in the order of the workspaces; where there are several,
 * each workspace's rows are read by themselves.
 */
import type pg from 'pg';
import type { ArchiveWriter, SegmentWriter } from '../format/archive-writer.js';
import { INSTANCE_SEGMENT } from '../format/layout.js';
import type { SegmentEntry } from '../format/table-of-contents.js';
import { type CopyStatement, type Count, copyOut } from './copy-out.js';
import { RowsByOwner } from './copy-rows.js';
import type { DeclaredTable } from './declared-tables.js';
import { canStream, OwnerCuts } from './in-order-of-owners.js';
import type { Snapshot } from './snapshot.js';
import { exportedColumns, headerOf, ownerOf, quoted, SECTION_END } from './table-sql.js';
import { type BackedUp, type Workspace, WorkspaceDirectory } from './workspace-directory.js';

/** A table of this size on disk, indexes included, is small: all of its rows are held at once. */
const SMALL_BYTES = 16 << 20;

export interface TableCount {
  rows: number;
  bytes: number;
}

export interface ExportScope {
  /** One workspace alone; undefined is everything. */
  readonly workspaceId?: string;
  /** Of logs only what an earlier backup has not. */
  readonly since?: BackedUp;
}

export interface ExportResult {
  readonly tables: ReadonlyMap<string, TableCount>;
  readonly workspaces: number;
}

type Small = ReadonlyMap<string, RowsByOwner['owners']>;

/** A segment that is being written, and what stands in it so far. */
interface Begun {
  readonly workspace: Workspace;
  readonly segment: SegmentWriter;
  readonly written: SegmentEntry['tables'];
  rows: number;
  bytes: number;
}

export class Exporter {
  private readonly counts = new Map<string, TableCount>();
  private readonly ofWorkspaces: readonly DeclaredTable[];
  private readonly directory: WorkspaceDirectory;
  /** Segments whose last blocks are still in work. */
  private readonly ending: Promise<unknown>[] = [];

  constructor(
    private readonly snapshot: Snapshot,
    private readonly tables: readonly DeclaredTable[],
    private readonly archive: ArchiveWriter,
    private readonly signal: AbortSignal,
    private readonly scope: ExportScope = {},
    private readonly onProgress: (table: string, count: TableCount) => void = () => undefined,
  ) {
    this.ofWorkspaces = tables.filter(({ scope }) => scope === 'workspace');
    this.directory = new WorkspaceDirectory(this.ofWorkspaces, scope.since);
    for (const { name, scope } of tables) {
      if (scope === 'workspace' || scope === 'instance') this.counts.set(name, { rows: 0, bytes: 0 });
    }
  }

  async run(): Promise<ExportResult> {
    const { workspaceId } = this.scope;
    const { lead } = this.snapshot;
    await this.archive.begin();
    const workspaces = await this.directory.read(lead, workspaceId);
    if (workspaceId === undefined) await this.exportAll(workspaces);
    else for (const workspace of workspaces) await this.exportWorkspace(lead, workspace, new Map());
    await Promise.all(this.ending);
    return { tables: this.counts, workspaces: workspaces.length };
  }

  private async exportAll(workspaces: readonly Workspace[]): Promise<void> {
    const { lead, clients } = this.snapshot;
    const reading = this.readSmall(lead);
    // Met by whoever waits for it.
    reading.catch(() => undefined);
    const large = this.ofWorkspaces.filter((table) => !this.isSmall(table));
    const streamed = large.find((table) => large.length === 1 && canStream(table) && !this.isPart(table));
    const left = new Map(workspaces.map((workspace) => [workspace.id, workspace]));
    const byKey = streamed ? this.directory.byKey(streamed) : new Map<string, Workspace>();
    // One iterator, several takers: each leaf, and each workspace, goes to one of them.
    const leaves = (streamed?.leaves ?? []).values();
    const work = async (client: pg.Client): Promise<void> => {
      const small = await reading;
      if (!streamed) return;
      await client.query(
        'SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_seqscan = off',
      );
      for (const leaf of leaves) await this.exportLeaf(client, streamed, leaf, { byKey, left, small });
      await client.query('SET LOCAL enable_sort = on; SET LOCAL enable_bitmapscan = on; SET LOCAL enable_seqscan = on');
    };
    const last = clients[clients.length - 1] ?? lead;
    const instance = async () => {
      await this.exportInstance(last);
      await work(last);
    };
    await Promise.all([...clients.slice(0, -1).map(work), instance()]);
    const small = await reading;
    const queue = [...left.values()].values();
    await Promise.all(
      clients.map(async (client) => {
        for (const workspace of queue) await this.exportWorkspace(client, workspace, small);
      }),
    );
  }

  private async exportInstance(client: pg.Client): Promise<void> {
    const segment = this.archive.segment(INSTANCE_SEGMENT, 'instance');
    const written: SegmentEntry['tables'] = [];
    const tables = this.tables.filter(({ scope }) => scope === 'instance');
    await copyOut(client, ...tables.map((table) => this.copying(table, '', segment, written)));
    this.endLater(segment, { tables: written });
  }

  private async exportWorkspace(client: pg.Client, { id, number }: Workspace, small: Small): Promise<void> {
    const segment = this.archive.segment(number, id);
    const written: SegmentEntry['tables'] = [];
    const copying = (table: DeclaredTable) =>
      this.copying(table, this.directory.conditionFor(table, id), segment, written);
    if (small.size === 0) await copyOut(client, ...this.ofWorkspaces.map(copying));
    else {
      for (const table of this.ofWorkspaces) {
        const nothing = this.isPart(table) && this.directory.hasNothingNew(id);
        if (nothing || small.has(table.name)) await this.writeDealt(table, id, { segment, written, small });
        else await copyOut(client, copying(table));
      }
    }
    this.endLater(segment, { tables: written, log: this.directory.logOf(id) });
  }

  /** Its rows in the order of its index; with each workspace whose rows begin, that workspace's segment. */
  private async exportLeaf(
    client: pg.Client,
    table: DeclaredTable,
    leaf: string,
    { byKey, left, small }: { byKey: Map<string, Workspace>; left: Map<string, Workspace>; small: Small },
  ): Promise<void> {
    let begun: Begun | undefined;
    const place = this.ofWorkspaces.indexOf(table);
    const [before, after] = [this.ofWorkspaces.slice(0, place), this.ofWorkspaces.slice(place + 1)];
    const total = this.countOf(table);
    const endLast = async (): Promise<void> => {
      if (!begun) return;
      const { segment, workspace, written, rows, bytes } = begun;
      begun = undefined;
      await segment.write(SECTION_END);
      written.push([table.name, rows, bytes]);
      for (const other of after) await this.writeDealt(other, workspace.id, { segment, written, small });
      this.endLater(segment, { tables: written, log: this.directory.logOf(workspace.id) });
    };
    const cuts = new OwnerCuts(
      async (key) => {
        await endLast();
        const workspace = byKey.get(key);
        // What belongs to no workspace is lost to everybody already.
        if (!workspace) return;
        if (!left.delete(workspace.id)) throw new Error(`The rows of ${table.name} do not come in their order.`);
        const segment = this.archive.segment(workspace.number, workspace.id);
        const written: SegmentEntry['tables'] = [];
        for (const other of before) await this.writeDealt(other, workspace.id, { segment, written, small });
        await segment.write(headerOf(table));
        begun = { workspace, segment, written, rows: 0, bytes: 0 };
      },
      async (text, rows) => {
        if (!begun) return;
        begun.rows += rows;
        begun.bytes += text.length;
        total.rows += rows;
        total.bytes += text.length;
        await begun.segment.write(text);
      },
    );
    const order = table.primaryKey.map((column) => `t.${quoted(column)}`).join(', ');
    await copyOut(client, {
      select: `SELECT ${exportedColumns(table)} FROM ${quoted(leaf)} t ORDER BY ${order}`,
      what: table.name,
      take: async (rows) => {
        this.signal.throwIfAborted();
        await cuts.feed(rows);
        this.onProgress(table.name, total);
      },
      end: endLast,
    });
  }

  private isSmall(table: DeclaredTable): boolean {
    return table.size <= SMALL_BYTES && !this.isPart(table);
  }

  /** Only new rows of it are taken. */
  private isPart({ ofWorkspace }: DeclaredTable): boolean {
    return this.scope.since !== undefined && ofWorkspace?.grows !== undefined;
  }

  private copying(
    table: DeclaredTable,
    condition: string,
    segment: SegmentWriter,
    written: SegmentEntry['tables'],
  ): CopyStatement {
    const order = table.primaryKey.map((column) => `t.${quoted(column)}`).join(', ');
    const select = `SELECT ${exportedColumns(table)} FROM ${quoted(table.name)} t ${condition}`;
    // Several connections add to one count.
    const total = this.countOf(table);
    return {
      select: condition === '' || order === '' ? select : `${select} ORDER BY ${order}`,
      what: table.name,
      begin: () => segment.write(headerOf(table)),
      take: async ({ text, ends }) => {
        this.signal.throwIfAborted();
        total.rows += ends.length;
        total.bytes += text.length;
        this.onProgress(table.name, total);
        await segment.write(text);
      },
      end: async ({ rows, bytes }: Count) => {
        written.push([table.name, rows, bytes]);
        await segment.write(SECTION_END);
      },
    };
  }

  private async writeDealt(
    table: DeclaredTable,
    workspaceId: string,
    {
      segment,
      written,
      small,
    }: { readonly segment: SegmentWriter; readonly written: SegmentEntry['tables']; readonly small: Small },
  ): Promise<void> {
    const { rows, parts } = small.get(table.name)?.get(workspaceId) ?? { rows: 0, parts: [] };
    await segment.write(headerOf(table));
    let bytes = 0;
    for (const part of parts) {
      bytes += part.length;
      await segment.write(part);
    }
    await segment.write(SECTION_END);
    const count = this.countOf(table);
    count.rows += rows;
    count.bytes += bytes;
    this.onProgress(table.name, count);
    written.push([table.name, rows, bytes]);
  }

  /** The next one is begun while the last blocks of this one are still compressed. */
  private endLater(segment: SegmentWriter, facts: Pick<SegmentEntry, 'tables' | 'log'>): void {
    const ended = segment.end(facts);
    ended.catch(() => undefined);
    this.ending.push(ended);
  }

  /** Rows of small tables in whole, by workspace. What belongs to no workspace is lost to everybody already. */
  private async readSmall(client: pg.Client): Promise<Small> {
    const small = new Map<string, RowsByOwner['owners']>();
    const statements = this.ofWorkspaces
      .filter((table) => this.isSmall(table))
      .map((table): CopyStatement => {
        const { owner, from } = ownerOf(table, this.ofWorkspaces);
        const rows = new RowsByOwner();
        small.set(table.name, rows.owners);
        const order = ['1', ...table.primaryKey.map((column) => `t.${quoted(column)}`)].join(', ');
        return {
          select: `SELECT ${owner}, ${exportedColumns(table)} FROM ${from} ORDER BY ${order}`,
          what: table.name,
          take: (some) => {
            this.signal.throwIfAborted();
            rows.take(some);
          },
        };
      });
    if (statements.length > 0) await copyOut(client, ...statements);
    return small;
  }

  private countOf({ name }: DeclaredTable): TableCount {
    const count = this.counts.get(name);
    if (!count) throw new Error(`The table ${name} is not exported.`);
    return count;
  }
}
