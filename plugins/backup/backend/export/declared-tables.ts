/** What the plugins declared, beside what the database has. */
import type { WorkspaceTable } from '@purser/kit/backend/backup';
import type { HousePlugins } from '@purser/kit/backend/house';
import type pg from 'pg';

/** Its rows are not the house's, but who restores has to know them: they stand in the manifest. */
export const MIGRATION_LEDGER = 'house_migration';

export interface DeclaredTable {
  readonly name: string;
  readonly plugin: string;
  readonly scope: 'instance' | 'workspace' | 'nothing' | 'live';
  /** Without generated ones, in the order of the table. */
  readonly columns: readonly string[];
  /** Of each of the columns, as SQL writes it. */
  readonly types: readonly string[];
  readonly primaryKey: readonly string[];
  /** The tables in which its rows lie, the largest first; itself, when it is not partitioned. */
  readonly leaves: readonly string[];
  /** The one column that decides in which of them. */
  readonly partitionedBy: string | null;
  /** Bytes on disk, with indexes. */
  readonly size: number;
  /** As the database counted them last; 0 before it ever did. */
  readonly estimatedRows: number;
  /** Of a table of workspaces. */
  readonly ofWorkspace?: WorkspaceTable;
}

/** Thrown instead of leaving somebody's data out without a word. */
export class UndeclaredTable extends Error {
  constructor(readonly tables: readonly string[]) {
    super(`No plugin says what these tables are to a backup: ${tables.join(', ')}.`);
  }
}

interface Found {
  readonly name: string;
  readonly columns: string[];
  readonly types: string[];
  readonly key: string[];
  readonly leaves: string[];
  readonly partitionedBy: string | null;
  readonly size: number;
  readonly estimatedRows: number;
}

/** Every ordinary table of the present schema, those first to which others refer. */
export async function readDeclaredTables(client: pg.ClientBase, plugins: HousePlugins): Promise<DeclaredTable[]> {
  const { rows } = await client.query<Found>(`
    SELECT c.relname AS name,
           ARRAY(SELECT a.attname::text FROM pg_attribute a
                  WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
                  ORDER BY a.attnum) AS columns,
           ARRAY(SELECT format_type(a.atttypid, a.atttypmod) FROM pg_attribute a
                  WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
                  ORDER BY a.attnum) AS types,
           ARRAY(SELECT a.attname::text FROM pg_index i CROSS JOIN unnest(i.indkey) WITH ORDINALITY k(attnum, n)
                   JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
                  WHERE i.indrelid = c.oid AND i.indisprimary ORDER BY k.n) AS key,
           CASE c.relkind WHEN 'r' THEN ARRAY[c.relname::text]
             ELSE ARRAY(SELECT l.relname::text FROM pg_partition_tree(c.oid) JOIN pg_class l ON l.oid = relid WHERE isleaf ORDER BY l.relpages DESC, 1)
             END AS leaves,
           (SELECT a.attname::text FROM pg_partitioned_table p JOIN pg_attribute a ON a.attrelid = p.partrelid AND a.attnum = p.partattrs[0]
             WHERE p.partrelid = c.oid AND p.partnatts = 1
               AND NOT EXISTS (SELECT FROM pg_partition_tree(c.oid) WHERE level > 1)) AS "partitionedBy",
           (SELECT coalesce(sum(pg_total_relation_size(relid)), 0) FROM pg_partition_tree(c.oid) WHERE isleaf)::float8
             + CASE WHEN c.relkind = 'r' AND NOT c.relispartition THEN pg_total_relation_size(c.oid) ELSE 0 END AS size,
           (SELECT coalesce(sum(greatest(l.reltuples, 0)), 0) FROM pg_partition_tree(c.oid) JOIN pg_class l ON l.oid = relid WHERE isleaf)::float8
             + CASE WHEN c.relkind = 'r' AND NOT c.relispartition THEN greatest(c.reltuples, 0) ELSE 0 END AS "estimatedRows"
      FROM pg_class c
     WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
     ORDER BY c.relname`);
  const declared = new Map(
    plugins.flatMap(({ name: plugin, backup }) =>
      Object.entries(backup?.tables ?? {}).map(([table, how]) => [table, { plugin, how }] as const),
    ),
  );
  const undeclared = rows.filter(({ name }) => name !== MIGRATION_LEDGER && !declared.has(name));
  if (undeclared.length > 0) throw new UndeclaredTable(undeclared.map(({ name }) => name));
  const tables = rows.flatMap(({ name, key, ...found }): DeclaredTable[] => {
    const known = declared.get(name);
    if (!known) return [];
    const facts = { name, plugin: known.plugin, primaryKey: key, ...found };
    const { how } = known;
    return [typeof how === 'string' ? { ...facts, scope: how } : { ...facts, scope: 'workspace', ofWorkspace: how }];
  });
  return inOrderOfReference(tables, await readReferences(client));
}

async function readReferences(client: pg.ClientBase): Promise<Map<string, Set<string>>> {
  const { rows } = await client.query<{ from: string; to: string }>(`
    SELECT DISTINCT f.relname AS "from", t.relname AS "to" FROM pg_constraint k
      JOIN pg_class f ON f.oid = k.conrelid JOIN pg_class t ON t.oid = k.confrelid
     WHERE k.contype = 'f' AND k.connamespace = current_schema()::regnamespace AND f.oid <> t.oid`);
  const references = new Map<string, Set<string>>();
  for (const { from, to } of rows) references.set(from, (references.get(from) ?? new Set()).add(to));
  return references;
}

function inOrderOfReference(tables: readonly DeclaredTable[], references: Map<string, Set<string>>): DeclaredTable[] {
  const byName = new Map(tables.map((table) => [table.name, table]));
  const done = new Set<DeclaredTable>();
  const visit = (table: DeclaredTable, path: readonly DeclaredTable[]): void => {
    if (done.has(table) || path.includes(table)) return;
    const { ofWorkspace } = table;
    const of = typeof ofWorkspace?.workspace === 'object' ? [ofWorkspace.workspace.of] : [];
    for (const name of [...(references.get(table.name) ?? []), ...of]) {
      const needed = byName.get(name);
      if (needed) visit(needed, [...path, table]);
    }
    done.add(table);
  };
  for (const table of tables) visit(table, []);
  return [...done];
}
