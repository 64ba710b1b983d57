/**
 * What a backup takes of a plugin's tables. Every table of a plugin is declared, so that nobody's data is forgotten: a
 * backup of a table that no one declared fails, and the house's tests fail before it.
 */

/**
 * - `'instance'` goes with the whole installation: people, flags, the audit trail.
 * - `'nothing'` never leaves the database, and is empty after all of it was restored: sessions, one-time tokens, tickets.
 * - `'live'` never leaves the database either, and a restore takes it over from the one it replaces: limits, locks, keys.
 *   Such a table refers to no other.
 */
export type TableBackup = 'instance' | 'nothing' | 'live' | WorkspaceTable;

/** A table whose every row belongs to one workspace. Its rows stand in that workspace's segment. */
export interface WorkspaceTable {
  /** The column that holds the workspace's id, or the one that refers to a row of another table of the workspace. */
  readonly workspace: string | { readonly column: string; readonly of: string; readonly key: string };
  /** Column → SQL over `t` that is exported in its place, for what must not leave the database. */
  readonly exported?: Readonly<Record<string, string>>;
  /**
   * Rows are only ever added, and this integer column counts them per workspace from 1: a backup of what was added holds
   * only those after the last one that is backed up. For tables whose workspace has a log (`sync_store_log`).
   */
  readonly grows?: string;
  /**
   * Columns whose ids are made anew when the workspace is restored under a new id. A UUID in the value is replaced by a
   * fresh one and its prefix kept. The workspace's id, and columns that refer to such rows, follow by themselves.
   */
  readonly newIds?: readonly string[];
  /** Restored under a new id: which rows come along (SQL over `t`), and column → SQL of what is set. `false`: none. */
  readonly copied?: false | { readonly where?: string; readonly set?: Readonly<Record<string, string>> };
  /**
   * Restored in place. `'replaced'` (default): the rows are those of the backup. `'kept'`: they stay as they are, for who
   * was removed meanwhile must not come back.
   */
  readonly inPlace?: 'replaced' | 'kept';
  /** Columns that also get a new id in place, such as the one by which clients notice that a log was replaced. */
  readonly renewed?: readonly string[];
}

export interface BackupDeclaration {
  readonly tables: Readonly<Record<string, TableBackup>>;
  /**
   * SQL that runs once after the whole database was loaded from a backup and before anybody sees it, in order. `{live}`
   * stands for the schema it replaces; such a statement is left out where there is none (an empty machine). Here belongs
   * what must not come back to life: what was revoked, spent or changed since the backup (SECURITY 11).
   */
  readonly settle?: readonly string[];
  /**
   * A module that a worker thread loads and that calls `replayLogs` (`@purser/kit/replay/replay-logs`) with the app's
   * LiveStore schema, bundled so that it needs no package. Restore drills replay the logs of stores in it, the one in the
   * backup and the living one up to the same event, and compare the states they make.
   */
  readonly replay?: URL;
}
