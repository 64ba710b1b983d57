/**
 * Large tables are loaded without their keys and indexes, which are built when all rows are there: sorting once costs a
 * fraction of searching for each row's place. Those to which other tables refer stay.
 */
import type pg from 'pg';
import type { DeclaredTable } from '../export/declared-tables.js';
import { eachOnce } from '../export/each-once.js';
import { quoted } from '../export/table-sql.js';

interface SetAside {
  readonly table: string;
  readonly name: string;
  /** `PRIMARY KEY (…)`, or the whole statement that creates an index. */
  readonly definition: string;
  readonly constraint: boolean;
}

export class KeysAside {
  private constructor(
    private readonly tables: readonly DeclaredTable[],
    private readonly aside: readonly SetAside[],
  ) {}

  /** The tables are empty. */
  static async take(client: pg.ClientBase, tables: readonly DeclaredTable[]): Promise<KeysAside> {
    const { rows } = await client.query<SetAside>(
      `SELECT t.relname AS "table", c.relname AS name, k.oid IS NOT NULL AS "constraint",
              coalesce(pg_get_constraintdef(k.oid), pg_get_indexdef(i.indexrelid)) AS definition
         FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_class c ON c.oid = i.indexrelid
         LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.conrelid = t.oid AND k.contype <> 'f'
        WHERE t.relnamespace = current_schema()::regnamespace AND t.relname = ANY ($1) AND coalesce(k.contype, 'u') IN ('p', 'u')
          AND NOT EXISTS (SELECT FROM pg_constraint f WHERE f.contype = 'f' AND f.conindid = i.indexrelid)`,
      [tables.map(({ name }) => name)],
    );
    const dropped = rows.map(({ table, name, constraint }) =>
      constraint ? `ALTER TABLE ${quoted(table)} DROP CONSTRAINT ${quoted(name)}` : `DROP INDEX ${quoted(name)}`,
    );
    if (dropped.length > 0) await client.query(dropped.join(';'));
    return new KeysAside(tables, rows);
  }

  /** Over all connections. Throws when two rows have one key. */
  async putBack(clients: readonly pg.ClientBase[]): Promise<void> {
    // A key of a partitioned table takes over those that its partitions have already.
    const run = (client: pg.ClientBase, statement: string) => client.query(statement);
    await eachOnce(clients, this.ofPartitions(), run);
    await eachOnce(clients, this.ofTables(), run);
  }

  private *ofPartitions(): Generator<string> {
    for (const { table, definition, constraint } of this.aside) {
      const leaves = this.tables.find(({ name }) => name === table)?.leaves ?? [];
      if (!constraint || leaves.includes(table)) continue;
      for (const leaf of leaves) yield `ALTER TABLE ${quoted(leaf)} ADD ${definition}`;
    }
  }

  private *ofTables(): Generator<string> {
    for (const { table, name, definition, constraint } of this.aside) {
      yield constraint
        ? `ALTER TABLE ${quoted(table)} ADD CONSTRAINT ${quoted(name)} ${definition}`
        : definition.replace(' ON ONLY ', ' ON ');
    }
  }
}
