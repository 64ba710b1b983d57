/** Tables as SQL names them, and statements that go together. */
import pg from 'pg';
import type { DeclaredTable } from './declared-tables.js';

export const SECTION_END = Buffer.from('\\.\n');

/** As a copy writes it. */
export function escaped(value: string): string {
  const letters: Record<string, string> = {
    '\\': '\\',
    '\t': 't',
    '\n': 'n',
    '\r': 'r',
    '\b': 'b',
    '\f': 'f',
    '\v': 'v',
  };
  return value.replace(/[\\\t\n\r\v\f]|[\b]/g, (found) => `\\${letters[found]}`);
}

export function headerOf({ name, columns }: DeclaredTable): Buffer {
  return Buffer.from(`COPY ${name} (${columns.map(quoted).join(', ')}) FROM stdin;\n`);
}

export function exportedColumns({ columns, ofWorkspace }: DeclaredTable): string {
  return columns.map((column) => ofWorkspace?.exported?.[column] ?? `t.${quoted(column)}`).join(', ');
}

/** All rows of one of its leaves, as they lie. */
export function wholeLeaf(table: DeclaredTable, leaf: string): string {
  if (table.ofWorkspace?.exported) return `(SELECT ${exportedColumns(table)} FROM ${quoted(leaf)} t)`;
  return `${quoted(leaf)} (${table.columns.map(quoted).join(', ')})`;
}

export function ownerOf(
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

/** Statements without parameters in one message; an answer for each, in their order. */
export async function askTogether(client: pg.ClientBase, statements: readonly string[]): Promise<pg.QueryResult[]> {
  const answer = (await client.query(statements.join(';'))) as unknown as pg.QueryResult | pg.QueryResult[];
  return Array.isArray(answer) ? answer : [answer];
}
