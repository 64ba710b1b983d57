import type { Condition } from './list-condition.js';
import type { ListReader } from './list-reader.js';

export interface Planned {
  readonly from: string;
  readonly condition: Pick<Condition, 'sql'>;
}

interface Plan {
  readonly 'Plan Rows': number;
  readonly Plans?: readonly (Plan & { readonly 'Parent Relationship': string })[];
}

/** How many rows of each the database's planner thinks there are; all are asked for at once. */
export async function plannedRows(
  reader: ListReader,
  asked: readonly Planned[],
  values: readonly unknown[],
): Promise<number[]> {
  // Each becomes a plan of its own under the whole, in this order.
  const parts = asked.map(({ from, condition }) => `ARRAY(SELECT 1 FROM ${from} WHERE ${condition.sql})`);
  const [explained] = await reader.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
    `EXPLAIN (FORMAT JSON) SELECT ${parts.join(', ')}`,
    values,
  );
  const plans = explained?.['QUERY PLAN'][0].Plan.Plans ?? [];
  return plans.filter((plan) => plan['Parent Relationship'] === 'InitPlan').map((plan) => plan['Plan Rows']);
}
