/** The statement of one page. */
import type { ListDefinition } from '@purser/kit/backend/list';
import { type Condition, sqlType } from './list-condition.js';
import type { LadderRequest, Rung } from './list-ladder.js';
import type { ListRequest } from './list-request.js';

interface Statement {
  readonly sql: string;
  readonly values: unknown[];
}

/** The table that answers a request by itself, if one does. */
export function coreFor({ core, columns }: ListDefinition, { sort, filter }: ListRequest): string | undefined {
  if (!core) return undefined;
  const asked = [...Object.keys(filter), sort[0]].map((name) =>
    Object.hasOwn(columns, name) ? name : name.replace(/_(gte|lte|gt|lt)$/, ''),
  );
  return asked.every((name) => name === 'id' || core.columns.includes(name)) ? core.from : undefined;
}

/** What a ladder is made of; undefined where the order may hold nulls or needs other tables. */
export function ladderFor(
  list: ListDefinition,
  request: ListRequest,
  { sql, values }: Condition,
): LadderRequest | undefined {
  const from = coreFor(list, request);
  const [column, direction] = request.sort;
  if (!from || column !== list.defaultSort[0]) return undefined;
  return { from, condition: { sql, values }, order: [sqlOf(list, column), sqlOf(list, 'id')], direction };
}

/** `rung`: where the page is counted from, instead of from the top. */
export function pageStatement(
  list: ListDefinition,
  request: ListRequest,
  condition: Condition,
  rung?: Rung,
): Statement {
  const [column, direction] = request.sort;
  // The id settles ties, else rows could repeat or get lost between pages.
  const order = (column === 'id' ? ['id'] : [column, 'id'])
    .map((name) => `${sqlOf(list, name)} ${direction}`)
    .join(', ');
  const values = [...condition.values];
  const [first, last] = request.range ?? [0, Number.POSITIVE_INFINITY];
  const span = request.range ? `LIMIT ${last - first + 1} OFFSET ${rung?.skip ?? first}` : '';
  const core = coreFor(list, request);
  if (!core || !request.range) {
    const sql = `SELECT ${selection(list)} FROM ${list.from} WHERE ${condition.sql} ORDER BY ${order} ${span}`;
    return { sql, values };
  }
  const from = rung ? ` AND ${fromRung(list, request, rung, values)}` : '';
  const page = `SELECT ${sqlOf(list, 'id')} AS page_id FROM ${core} WHERE ${condition.sql}${from} ORDER BY ${order} ${span}`;
  return {
    sql: `SELECT ${selection(list)} FROM ${list.from} JOIN (${page}) AS page ON page.page_id = ${sqlOf(list, 'id')} ORDER BY ${order}`,
    values,
  };
}

export function selection(list: ListDefinition): string {
  return Object.entries(list.columns)
    .map(([name, { sql }]) => `${sql} AS "${name}"`)
    .join(', ');
}

function fromRung(list: ListDefinition, { sort: [column, direction] }: ListRequest, rung: Rung, values: unknown[]) {
  const place = (name: string, value: string) =>
    `$${values.push(value)}::${sqlType(list.columns[name]?.kind ?? 'text')}`;
  const here = `${place(column, rung.by)}, ${place('id', rung.id)}`;
  return `(${sqlOf(list, column)}, ${sqlOf(list, 'id')}) ${direction === 'ASC' ? '>=' : '<='} (${here})`;
}

function sqlOf(list: ListDefinition, name: string): string {
  return list.columns[name]?.sql ?? name;
}
