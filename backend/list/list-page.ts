/** The statement of one page. */
import type { ListDefinition, ListNeighbour } from '@purser/kit/backend/list';
import { type Condition, sqlType } from './list-condition.js';
import type { LadderRequest, Rung } from './list-ladder.js';
import type { ListRequest } from './list-request.js';

/** As many as are looked into in twenty milliseconds, whatever is looked for; most pages are full long before. */
const FIRST_ROWS = 8_000;

interface Statement {
  readonly sql: string;
  readonly values: unknown[];
}

/** How the rows of a request are found: where, and sorted by what. */
export interface Way {
  readonly from: string;
  /** SQL and type of each part of the order; the id is the last and settles ties, else rows could repeat or get lost. */
  readonly order: readonly { readonly sql: string; readonly type: string }[];
  readonly kind: 'whole' | 'core' | 'neighbour';
  readonly neighbour?: ListNeighbour;
}

export function wayOf(list: ListDefinition, { sort: [column], filter }: ListRequest): Way {
  const { core } = list;
  const id = part(list, 'id');
  const order = column === 'id' ? [id] : [part(list, column), id];
  const held = (name: string) => name === 'id' || name === 'q' || core?.columns.includes(name);
  if (
    !core ||
    !Object.keys(filter)
      .map((name) => columnNamed(list, name))
      .every(held)
  ) {
    return { from: list.from, order, kind: 'whole' };
  }
  if (held(column)) return { from: core.from, order, kind: 'core' };
  // Where something is filtered, the few rows that are left are better joined and sorted.
  const neighbour = list.neighbours?.find(({ sort }) => sort?.includes(column));
  if (!neighbour || Object.keys(filter).length > 0) return { from: list.from, order, kind: 'whole' };
  const settled = [part(list, column), { sql: neighbour.id, type: 'uuid' }, id];
  return {
    from: `${neighbour.table} JOIN ${core.from} ON ${neighbour.by} = ${neighbour.id}`,
    order: settled,
    kind: 'neighbour',
    neighbour,
  };
}

/** What a ladder is made of; undefined where the order may hold nulls or needs other tables. */
export function ladderFor(
  list: ListDefinition,
  request: ListRequest,
  { sql, values }: Condition,
): LadderRequest | undefined {
  const { kind, from, order } = wayOf(list, request);
  const [column, direction] = request.sort;
  if (kind === 'whole' || (kind === 'core' && column !== list.defaultSort[0])) return undefined;
  return { from, condition: { sql, values }, order: order.map((each) => each.sql), direction };
}

/** The first rows of a list in its own order; undefined where a page is found otherwise. */
export function firstRowsOf(list: ListDefinition, request: ListRequest): Way | undefined {
  const way = wayOf(list, request);
  const [first] = request.range ?? [undefined];
  if (way.kind !== 'core' || first !== 0 || request.sort[0] !== list.defaultSort[0]) return undefined;
  const held = list.where ? `WHERE ${list.where}` : '';
  return narrowed(way, `${held} ORDER BY ${inOrder(way, request)} LIMIT ${FIRST_ROWS}`);
}

/**
 * Rows named by their ids are fetched before anything is sorted: the planner would rather walk all of them in their order,
 * since it takes it that those which are wanted are spread evenly. Undefined where a page is found otherwise.
 */
export function namedRowsOf(list: ListDefinition, request: ListRequest, ids: string): Way | undefined {
  const way = wayOf(list, request);
  return way.kind === 'core' ? narrowed(way, `WHERE ${sqlOf(list, 'id')} = ANY(${ids}) OFFSET 0`) : undefined;
}

/** To some rows of its one table, under the same name. */
function narrowed(way: Way, rows: string): Way {
  const alias = way.from.split(' ').at(-1);
  return { ...way, from: `(SELECT ${alias}.* FROM ${way.from} ${rows}) AS ${alias}` };
}

/** `rung`: where the page is counted from, instead of from the top. */
export function pageStatement(
  list: ListDefinition,
  request: ListRequest,
  condition: Condition,
  { rung, way = wayOf(list, request) }: { readonly rung?: Rung; readonly way?: Way } = {},
): Statement {
  const values = [...condition.values];
  const order = inOrder(way, request);
  const [first, last] = request.range ?? [0, Number.POSITIVE_INFINITY];
  const skip = rung?.skip ?? first;
  const span = request.range ? `LIMIT ${last - first + 1} OFFSET ${skip}` : '';
  if (way.kind === 'whole' || !request.range) {
    const sql = `SELECT ${selection(list)} FROM ${list.from} WHERE ${condition.sql} ORDER BY ${order} ${span}`;
    return { sql, values };
  }
  const place = rung ? placed(way, rung, values) : undefined;
  const page = pageOf(list, way, {
    where: [condition.sql, ...(place ? [reached(way.order, place, request)] : [])].join(' AND '),
    began: place ? `WHERE ${reached(way.order.slice(0, -1), place, request)}` : '',
    order,
    span,
    most: skip + last - first + 1,
    direction: request.sort[1],
  });
  return {
    sql: `SELECT ${selection(list)} FROM ${list.from} JOIN (${page}) AS page ON page.page_id = ${sqlOf(list, 'id')} ORDER BY ${order}`,
    values,
  };
}

interface PageParts {
  readonly where: string;
  /** Where the walk through a neighbour begins. */
  readonly began: string;
  readonly order: string;
  readonly span: string;
  /** Rows that one row of a neighbour may have on the way to the end of the page. */
  readonly most: number;
  readonly direction: 'ASC' | 'DESC';
}

function pageOf(list: ListDefinition, way: Way, { where, began, order, span, most, direction }: PageParts): string {
  const id = sqlOf(list, 'id');
  const { neighbour } = way;
  if (!neighbour) return `SELECT ${id} AS page_id FROM ${way.from} WHERE ${where} ORDER BY ${order} ${span}`;
  const beside = `SELECT ${id} AS page_id FROM ${list.core?.from} WHERE ${neighbour.by} = ${neighbour.id} AND ${where} ORDER BY ${id} ${direction} LIMIT ${most}`;
  const walked = [...way.order.slice(0, -1).map(({ sql }) => sql), 'page_id'].map((sql) => `${sql} ${direction}`);
  return `SELECT page_id FROM ${neighbour.table} CROSS JOIN LATERAL (${beside}) AS beside ${began} ORDER BY ${walked.join(', ')} ${span}`;
}

export function selection(list: ListDefinition): string {
  return Object.entries(list.columns)
    .map(([name, { sql }]) => `${sql} AS "${name}"`)
    .join(', ');
}

function placed({ order }: Way, { place }: Rung, values: unknown[]): string[] {
  return order.map(({ type }, at) => `$${values.push(place[at])}::${type}`);
}

function reached(order: Way['order'], place: readonly string[], { sort: [, direction] }: ListRequest): string {
  const here = order.map((_, at) => place[at]).join(', ');
  return `(${order.map(({ sql }) => sql).join(', ')}) ${direction === 'ASC' ? '>=' : '<='} (${here})`;
}

function inOrder({ order }: Way, { sort: [, direction] }: ListRequest): string {
  return order.map(({ sql }) => `${sql} ${direction}`).join(', ');
}

/** The column that a name of a filter is about. */
function columnNamed({ columns }: ListDefinition, name: string): string {
  return Object.hasOwn(columns, name) ? name : name.replace(/_(gte|lte|gt|lt)$/, '');
}

function part(list: ListDefinition, name: string): Way['order'][number] {
  return { sql: sqlOf(list, name), type: sqlType(list.columns[name]?.kind ?? 'text') };
}

function sqlOf(list: ListDefinition, name: string): string {
  return list.columns[name]?.sql ?? name;
}
