/** Rows that the program knows, as a SQL source for a list: so they are filtered, sorted and paged like all others. */

/** `columns` maps a name to its SQL type, e.g. `{ id: 'text', needs: 'jsonb' }`. Answers what stands after FROM. */
export function constantRows(
  alias: string,
  columns: Readonly<Record<string, string>>,
  rows: readonly Readonly<Record<string, unknown>>[],
): string {
  const literal = JSON.stringify(rows).replaceAll("'", "''");
  const shape = Object.entries(columns).map(([name, type]) => `"${name}" ${type}`);
  return `jsonb_to_recordset('${literal}'::jsonb) AS ${alias}(${shape.join(', ')})`;
}
