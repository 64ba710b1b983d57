/**
 * Everything, or one workspace, into one archive, as it was at one moment. Tables that are small in whole are read once
 * and dealt out to the workspaces. The one large table is read leaf by leaf; where there are several, each workspace's rows
 * are read by themselves.
 */
import type pg from 'pg';
import type { ArchiveWriter } from '../format/archive-writer.js';
import { INSTANCE_SEGMENT } from '../format/layout.js';
import { type CopyStatement, type Count, copyOut } from './copy-out.js';
import { RowsByOwner } from './copy-rows.js';
import { MOST_OWNERS } from './dealt-rows.js';
import type { DeclaredTable } from './declared-tables.js';
import { eachOnce } from './each-once.js';
import { isByLeaf, LeafExport } from './leaf-export.js';
import { type Begun, type OnProgress, Segments, type Small, type TableCount } from './segments.js';
import { exportedColumns, headerOf, ownerOf, quoted, SECTION_END } from './table-sql.js';
import { type BackedUp, type Workspace, WorkspaceDirectory } from './workspace-directory.js';

/** A table of this size on disk, indexes included, is small: all of its rows are held at once. */
const SMALL_BYTES = 16 << 20;

export interface ExportScope {
  /** One workspace alone; undefined is everything. */
  readonly workspaceId?: string;
  /** Of logs only what an earlier backup has not. */
  readonly since?: BackedUp;
  /** A leaf of more workspaces is read in the order of its index. */
  readonly mostOwners?: number;
}

export interface ExportResult {
  readonly counts: ReadonlyMap<string, TableCount>;
  readonly workspaces: number;
}

export class Exporter {
  private readonly segments: Segments;
  private readonly ofWorkspaces: readonly DeclaredTable[];
  private readonly directory: WorkspaceDirectory;

  constructor(
    /** All in one snapshot; the first does what is done once. */
    private readonly clients: readonly pg.Client[],
    private readonly tables: readonly DeclaredTable[],
    private readonly archive: ArchiveWriter,
    private readonly signal: AbortSignal,
    private readonly scope: ExportScope = {},
    onProgress: OnProgress = () => undefined,
  ) {
    this.ofWorkspaces = tables.filter(({ scope }) => scope === 'workspace');
    this.directory = new WorkspaceDirectory(this.ofWorkspaces, scope.since);
    this.segments = new Segments(archive, tables, onProgress);
  }

  async run(): Promise<ExportResult> {
    const { workspaceId } = this.scope;
    const { lead } = this;
    await this.archive.begin();
    const reading = workspaceId === undefined ? this.readSmall(this.last) : undefined;
    // Met by whoever waits for it.
    reading?.catch(() => undefined);
    const workspaces = await this.directory.read(lead, workspaceId);
    if (reading) await this.exportAll(workspaces, reading);
    else for (const workspace of workspaces) await this.exportWorkspace(lead, workspace, new Map());
    await this.segments.ended();
    return { counts: this.segments.counts, workspaces: workspaces.length };
  }

  private get lead(): pg.Client {
    return this.clients[0] as pg.Client;
  }

  private get last(): pg.Client {
    return this.clients[this.clients.length - 1] as pg.Client;
  }

  private async exportAll(workspaces: readonly Workspace[], small: Promise<Small>): Promise<void> {
    const { clients, last, ofWorkspaces, directory, segments, signal } = this;
    const { mostOwners = MOST_OWNERS } = this.scope;
    const left = new Map(workspaces.map((workspace) => [workspace.id, workspace]));
    const large = this.ofWorkspaces.filter((table) => !this.isSmall(table));
    const streamed = large.find((table) => large.length === 1 && isByLeaf(table) && !this.isPart(table));
    const leafExport =
      streamed && new LeafExport(streamed, { ofWorkspaces, directory, segments, small, left, signal, mostOwners });
    // One iterator, several takers: each leaf, and each workspace, goes to one of them.
    const leaves = (streamed?.leaves ?? []).values();
    let instance: Promise<void> | undefined;
    const work = async (client: pg.Client): Promise<void> => {
      // After a copy that failed its connection answers nothing more.
      if (client === last) await small;
      if (leafExport) for (const leaf of leaves) await leafExport.run(client, leaf);
      // By whoever comes to an end first.
      instance ??= this.exportInstance(client);
      await instance;
    };
    await Promise.all(clients.map(work));
    const read = await small;
    await eachOnce(clients, left.values(), (client, workspace) => this.exportWorkspace(client, workspace, read));
  }

  private async exportInstance(client: pg.Client): Promise<void> {
    const begun = this.segments.begin(INSTANCE_SEGMENT, 'instance');
    const tables = this.tables.filter(({ scope }) => scope === 'instance');
    await copyOut(client, ...tables.map((table) => this.copying(table, '', begun)));
    this.segments.endLater(begun);
  }

  private async exportWorkspace(client: pg.Client, { id, number }: Workspace, small: Small): Promise<void> {
    const begun = this.segments.begin(number, id);
    const copying = (table: DeclaredTable) => this.copying(table, this.directory.conditionFor(table, id), begun);
    if (small.size === 0) await copyOut(client, ...this.ofWorkspaces.map(copying));
    else {
      for (const table of this.ofWorkspaces) {
        const nothing = this.isPart(table) && this.directory.hasNothingNew(id);
        if (nothing || small.has(table.name)) await this.segments.writeSmall(table, id, begun, small);
        else await copyOut(client, copying(table));
      }
    }
    this.segments.endLater(begun, this.directory.logOf(id));
  }

  private isSmall(table: DeclaredTable): boolean {
    return table.size <= SMALL_BYTES && !this.isPart(table);
  }

  /** Only new rows of it are taken. */
  private isPart({ ofWorkspace }: DeclaredTable): boolean {
    return this.scope.since !== undefined && ofWorkspace?.grows !== undefined;
  }

  private copying(table: DeclaredTable, condition: string, { segment, written }: Begun): CopyStatement {
    const order = table.primaryKey.map((column) => `t.${quoted(column)}`).join(', ');
    const select = `SELECT ${exportedColumns(table)} FROM ${quoted(table.name)} t ${condition}`;
    return {
      source: condition === '' || order === '' ? `(${select})` : `(${select} ORDER BY ${order})`,
      what: table.name,
      begin: () => segment.write(headerOf(table)),
      take: async ({ text, ends }) => {
        this.signal.throwIfAborted();
        this.segments.count(table, ends.length, text.length);
        await segment.write(text);
      },
      end: async ({ rows, bytes }: Count) => {
        written.push([table.name, rows, bytes]);
        await segment.write(SECTION_END);
      },
    };
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
          source: `(SELECT ${owner}, ${exportedColumns(table)} FROM ${from} ORDER BY ${order})`,
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
}
