/** Which workspaces there are, how far their logs go, and the keys by which rows of other tables are found. */
import pg from 'pg';
import type { SegmentEntry } from '../format/table-of-contents.js';
import type { DeclaredTable } from './declared-tables.js';
import { askTogether, escaped, quoted } from './table-sql.js';

export interface Workspace {
  readonly id: string;
  /** Of its segment. */
  readonly number: number;
}

/** How far the log of each workspace is in an earlier backup. */
export type BackedUp = ReadonlyMap<string, { readonly backendId: string; readonly head: number }>;

export class WorkspaceDirectory {
  private workspaces: readonly Workspace[] = [];
  private readonly keys = new Map<string, Map<string, string>>();
  private logs = new Map<string, SegmentEntry['log']>();

  constructor(
    private readonly tables: readonly DeclaredTable[],
    private readonly since?: BackedUp,
  ) {}

  /** In one message there and back. */
  async read(client: pg.ClientBase, only: string | undefined): Promise<readonly Workspace[]> {
    const where = (column: string) => (only === undefined ? '' : ` WHERE ${column} = ${pg.escapeLiteral(only)}`);
    const keyed = this.keyedTables();
    const [workspaces, logs, ...keys] = await askTogether(client, [
      `SELECT id FROM workspace${where('id')} ORDER BY id`,
      `SELECT workspace_id AS id, store_id AS "storeId", backend_id AS "backendId", head::float8 FROM sync_store_log${where('workspace_id')}`,
      ...keyed.map(({ of, key, owner }) => {
        return `SELECT ${quoted(owner)} AS id, ${quoted(key)}::text AS key FROM ${quoted(of)}${where(quoted(owner))}`;
      }),
    ]);
    const found = (workspaces?.rows ?? []) as { id: string }[];
    this.workspaces = found.map(({ id }, index) => ({ id, number: index + 1 }));
    this.logs = new Map((logs?.rows ?? []).map(({ id, ...log }) => [id, log]));
    for (const [at, { of }] of keyed.entries()) {
      this.keys.set(of, new Map((keys[at]?.rows ?? []).map(({ id, key }) => [id, key])));
    }
    return this.workspaces;
  }

  /** With `from` where a backup that is gone before holds the log's beginning. */
  logOf(workspaceId: string): SegmentEntry['log'] {
    const log = this.logs.get(workspaceId);
    const before = this.since?.get(workspaceId);
    // A log that was put back, or replaced, begins anew.
    if (!log || !before?.head || before.backendId !== log.backendId || before.head > log.head) return log;
    return { ...log, from: before.head };
  }

  /** A constant lets the planner see the partition. */
  conditionFor({ ofWorkspace }: DeclaredTable, workspaceId: string): string {
    const { workspace = '', grows } = ofWorkspace ?? {};
    const from = this.logOf(workspaceId)?.from;
    const newOnly = grows !== undefined && from !== undefined ? ` AND t.${quoted(grows)} > ${from}` : '';
    if (typeof workspace === 'string')
      return `WHERE t.${quoted(workspace)} = ${pg.escapeLiteral(workspaceId)}${newOnly}`;
    const key = this.keys.get(workspace.of)?.get(workspaceId);
    return key === undefined
      ? 'WHERE false'
      : `WHERE t.${quoted(workspace.column)} = ${pg.escapeLiteral(key)}${newOnly}`;
  }

  /** Of what grows, nothing was added since the backup before. */
  hasNothingNew(workspaceId: string): boolean {
    const log = this.logOf(workspaceId);
    return log?.from !== undefined && log.from === log.head;
  }

  /** By the value that stands first in a copy of the table. */
  byKey({ ofWorkspace }: DeclaredTable): Map<string, Workspace> {
    const { workspace = '' } = ofWorkspace ?? {};
    const keys = typeof workspace === 'object' ? this.keys.get(workspace.of) : undefined;
    const keyOf = ({ id }: Workspace) => (typeof workspace === 'object' ? keys?.get(id) : id);
    return new Map(this.workspaces.map((each) => [escaped(keyOf(each) ?? ''), each]));
  }

  /** To whose rows those of other tables refer. */
  private keyedTables(): { of: string; key: string; owner: string }[] {
    const keyed = new Map<string, { of: string; key: string; owner: string }>();
    for (const { ofWorkspace } of this.tables) {
      if (typeof ofWorkspace?.workspace !== 'object') continue;
      const { of, key } = ofWorkspace.workspace;
      const owner = this.tables.find(({ name }) => name === of)?.ofWorkspace?.workspace;
      if (typeof owner !== 'string') throw new Error(`The table ${of} has no column with its workspace's id.`);
      if (!keyed.has(of)) keyed.set(of, { of, key, owner });
    }
    return [...keyed.values()];
  }
}
