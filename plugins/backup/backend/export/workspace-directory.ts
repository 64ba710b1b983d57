/** Which workspaces there are, how far their logs go, and the keys by which rows of other tables are found. */
import pg from 'pg';
import type { SegmentEntry } from '../format/table-of-contents.js';
import type { DeclaredTable } from './declared-tables.js';
import { escaped, quoted } from './table-sql.js';

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

  async read(client: pg.ClientBase, only: string | undefined): Promise<readonly Workspace[]> {
    const { rows: workspaces } = await client.query<{ id: string }>(
      'SELECT id FROM workspace WHERE $1::uuid IS NULL OR id = $1 ORDER BY id',
      [only ?? null],
    );
    this.workspaces = workspaces.map(({ id }, index) => ({ id, number: index + 1 }));
    const { rows } = await client.query<{ id: string; storeId: string; backendId: string; head: number }>(
      `SELECT workspace_id AS id, store_id AS "storeId", backend_id AS "backendId", head::float8 FROM sync_store_log
        WHERE $1::uuid IS NULL OR workspace_id = $1`,
      [only ?? null],
    );
    this.logs = new Map(rows.map(({ id, ...log }) => [id, log]));
    for (const { ofWorkspace } of this.tables) {
      if (typeof ofWorkspace?.workspace === 'object') await this.readKeys(client, ofWorkspace.workspace, only);
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

  private async readKeys(
    client: pg.ClientBase,
    { of, key }: { readonly of: string; readonly key: string },
    only: string | undefined,
  ): Promise<void> {
    if (this.keys.has(of)) return;
    const owner = this.tables.find(({ name }) => name === of)?.ofWorkspace?.workspace;
    if (typeof owner !== 'string') throw new Error(`The table ${of} has no column with its workspace's id.`);
    const { rows } = await client.query<{ id: string; key: string }>(
      `SELECT ${quoted(owner)} AS id, ${quoted(key)}::text AS key FROM ${quoted(of)} WHERE $1::uuid IS NULL OR ${quoted(owner)} = $1`,
      [only ?? null],
    );
    this.keys.set(of, new Map(rows.map((row) => [row.id, row.key])));
  }
}
