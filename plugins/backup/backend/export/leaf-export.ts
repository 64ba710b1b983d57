/**
 * The one large table of workspaces, leaf by leaf, with each workspace's segment around its rows. A leaf is read as it
 * lies, and its rows are dealt out; one of very many workspaces in the order of its index, and nothing of it is held.
 */
import type pg from 'pg';
import { type CopyStatement, copyOut } from './copy-out.js';
import { DealtRows } from './dealt-rows.js';
import type { DeclaredTable } from './declared-tables.js';
import { OwnerCuts } from './in-order-of-owners.js';
import { Pieces } from './pieces.js';
import type { Begun, Segments, Small } from './segments.js';
import { exportedColumns, headerOf, quoted, SECTION_END, wholeLeaf } from './table-sql.js';
import type { Workspace, WorkspaceDirectory } from './workspace-directory.js';

interface BegunWorkspace extends Begun {
  readonly workspace: Workspace;
  rows: number;
  bytes: number;
}

export interface LeafSurroundings {
  readonly ofWorkspaces: readonly DeclaredTable[];
  readonly directory: WorkspaceDirectory;
  readonly segments: Segments;
  /** Needed only when rows are handed on. */
  readonly small: Promise<Small>;
  /** Workspaces whose segment was not begun yet. */
  readonly left: Map<string, Workspace>;
  readonly signal: AbortSignal;
  readonly mostOwners: number;
}

/** A table whose key begins with the workspace, and whose every workspace lies in one partition. */
export function isByLeaf({ columns, primaryKey, partitionedBy, leaves, ofWorkspace }: DeclaredTable): boolean {
  const { workspace = '' } = ofWorkspace ?? {};
  const owner = typeof workspace === 'string' ? workspace : workspace.column;
  const inOneLeaf = leaves.length === 1 || partitionedBy === owner;
  return inOneLeaf && columns[0] === owner && primaryKey[0] === owner && ofWorkspace?.exported?.[owner] === undefined;
}

export class LeafExport {
  private readonly byKey: Map<string, Workspace>;
  private readonly before: readonly DeclaredTable[];
  private readonly after: readonly DeclaredTable[];
  private readonly pieces = new Map<pg.Client, Pieces>();

  constructor(
    private readonly table: DeclaredTable,
    private readonly around: LeafSurroundings,
  ) {
    this.byKey = around.directory.byKey(table);
    const place = around.ofWorkspaces.indexOf(table);
    this.before = around.ofWorkspaces.slice(0, place);
    this.after = around.ofWorkspaces.slice(place + 1);
  }

  async run(client: pg.Client, leaf: string): Promise<void> {
    if (this.byKey.size <= this.around.mostOwners * this.table.leaves.length) await this.dealOut(client, leaf);
    else await this.readInOrder(client, leaf);
  }

  private async dealOut(client: pg.Client, leaf: string): Promise<void> {
    const begun = new Map<string, BegunWorkspace | null>();
    const pieces = this.pieces.get(client) ?? Pieces.of(client);
    this.pieces.set(client, pieces);
    const dealer = new DealtRows(pieces, async ({ owner, rows, bytes, parts, last }) => {
      this.around.signal.throwIfAborted();
      let segment = begun.get(owner);
      if (segment === undefined) {
        segment = await this.begin(owner);
        begun.set(owner, segment);
      }
      if (!segment) return;
      await segment.segment.write(...parts);
      this.count(segment, rows, bytes);
      if (last) await this.end(segment);
      else segment.segment.cut();
    });
    await this.copy(client, { source: wholeLeaf(this.table, leaf), dealer });
    await dealer.end();
  }

  private async readInOrder(client: pg.Client, leaf: string): Promise<void> {
    let begun: BegunWorkspace | null = null;
    const endLast = async (): Promise<void> => {
      if (begun) await this.end(begun);
      begun = null;
    };
    const cuts = new OwnerCuts(
      async (owner) => {
        await endLast();
        begun = await this.begin(owner);
      },
      async (text, rows) => {
        if (!begun) return;
        this.count(begun, rows, text.length);
        await begun.segment.write(text);
      },
    );
    const order = this.table.primaryKey.map((column) => `t.${quoted(column)}`).join(', ');
    await otherPlans(client, 'off');
    await this.copy(client, {
      source: `(SELECT ${exportedColumns(this.table)} FROM ${quoted(leaf)} t ORDER BY ${order})`,
      take: async (rows) => {
        this.around.signal.throwIfAborted();
        await cuts.feed(rows);
      },
      end: endLast,
    });
    await otherPlans(client, 'on');
  }

  private async copy(client: pg.Client, statement: Omit<CopyStatement, 'what'>): Promise<void> {
    await copyOut(client, { ...statement, what: this.table.name });
  }

  /** Null for what belongs to no workspace: it is lost to everybody already. */
  private async begin(owner: string): Promise<BegunWorkspace | null> {
    const { left, segments } = this.around;
    const small = await this.around.small;
    const workspace = this.byKey.get(owner);
    if (!workspace) return null;
    if (!left.delete(workspace.id))
      throw new Error(`The rows of ${this.table.name} of one workspace do not come together.`);
    const begun = segments.begin(workspace.number, workspace.id);
    for (const other of this.before) await segments.writeSmall(other, workspace.id, begun, small);
    await begun.segment.write(headerOf(this.table));
    return { ...begun, workspace, rows: 0, bytes: 0 };
  }

  private count(begun: BegunWorkspace, rows: number, bytes: number): void {
    begun.rows += rows;
    begun.bytes += bytes;
    this.around.segments.count(this.table, rows, bytes);
  }

  private async end(begun: BegunWorkspace): Promise<void> {
    const { segments, directory } = this.around;
    const small = await this.around.small;
    const { segment, written, workspace, rows, bytes } = begun;
    await segment.write(SECTION_END);
    written.push([this.table.name, rows, bytes]);
    for (const other of this.after) await segments.writeSmall(other, workspace.id, begun, small);
    segments.endLater(begun, directory.logOf(workspace.id));
  }
}

/** Than that of the index. */
async function otherPlans(client: pg.Client, allowed: 'on' | 'off'): Promise<void> {
  const plans = ['sort', 'bitmapscan', 'seqscan'];
  await client.query(plans.map((plan) => `SET LOCAL enable_${plan} = ${allowed}`).join(';'));
}
