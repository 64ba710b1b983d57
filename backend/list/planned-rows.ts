import type { EntityManager } from 'typeorm';
import type { Condition } from './list-condition.js';

/** How many rows the database's planner thinks there are. */
export async function plannedRows(tx: EntityManager, from: string, { sql, values }: Condition): Promise<number> {
  const [explained]: { 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }[] = await tx.query(
    `EXPLAIN (FORMAT JSON) SELECT 1 FROM ${from} WHERE ${sql}`,
    [...values],
  );
  return explained?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0;
}
