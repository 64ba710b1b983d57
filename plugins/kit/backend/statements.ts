/** A statement that nearly every request runs. The database parses and plans it once for each connection. */
export interface Statement {
  /** Unique in the house, and another one when the text becomes another; begins with the plugin's name. */
  readonly name: string;
  /** With `$1`, `$2` … for its values, and every column it answers by name. */
  readonly text: string;
}

/**
 * Statements straight on a connection of the pool, outside of any transaction, several times cheaper than through a
 * repository. For hot paths only: everything else asks the `DataSource`, whose entities say more.
 */
export abstract class Statements {
  /** The rows, as PostgreSQL gives them. */
  abstract run<Row>(statement: Statement, values: readonly unknown[]): Promise<Row[]>;
}
