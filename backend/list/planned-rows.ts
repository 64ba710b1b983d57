import type { Condition } from './list-condition.js';
import type { ListReader } from './list-reader.js';

/** How many rows the database's planner thinks there are. */
export async function plannedRows(reader: ListReader, from: string, { sql, values }: Condition): Promise<number> {
  const [explained] = await reader.query<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>(
    `EXPLAIN (FORMAT JSON) SELECT 1 FROM ${from} WHERE ${sql}`,
    values,
  );
  return explained?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0;
}
