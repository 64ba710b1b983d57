/** An allow-listed filter becomes a SQL condition; every value goes in as a parameter of its column's type. */
import type { ColumnKind, ListColumn, ListDefinition } from '@purser/kit/backend/list';
import { invalidFilter } from './list-request.js';

const MAX_VALUES = 1_000;
const MAX_TEXT = 500;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const ISO_DATE = /^[1-9]\d{3}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?)?$/;
const COMPARISON = /^(.+)_(gte|lte|gt|lt)$/;
const OPERATORS: Readonly<Record<string, string>> = { gte: '>=', lte: '<=', gt: '>', lt: '<' };
const SQL_TYPES: Readonly<Record<Exclude<ColumnKind, 'json'>, string>> = {
  text: 'text',
  uuid: 'uuid',
  number: 'numeric',
  date: 'timestamptz',
  boolean: 'boolean',
};

export interface Condition {
  /** Without WHERE; `TRUE` when nothing is filtered. */
  readonly sql: string;
  readonly values: unknown[];
  /** True when rows of other tables are looked at for each row. */
  readonly looksAround?: boolean;
  /** SQL of an array of ids, few enough to be looked at: all rows that it holds for are among them. */
  readonly among?: string;
}

/** What `q` adds to it is `list-search.ts`'s to say. */
export function conditionOf(list: ListDefinition, filter: Readonly<Record<string, unknown>>): Condition {
  const values: unknown[] = [];
  const parameter = (value: unknown): string => `$${values.push(value)}`;
  const parts = list.where ? [`(${list.where})`] : [];
  for (const [name, value] of Object.entries(filter)) {
    if (name !== 'q') parts.push(compared(list, name, value, parameter));
  }
  return { sql: parts.length ? parts.join(' AND ') : 'TRUE', values };
}

/** The id of one record as a parameter, or undefined when it cannot be one of this list. */
export function idValue(list: ListDefinition, id: string): string | undefined {
  try {
    const { kind } = columnOf(list, 'id');
    return String(checked('id', kind, kind === 'number' ? Number(id) : id));
  } catch {
    return undefined;
  }
}

export function sqlType(kind: ColumnKind): string {
  return kind === 'json' ? 'text' : SQL_TYPES[kind];
}

function compared(list: ListDefinition, name: string, value: unknown, parameter: (value: unknown) => string): string {
  const [, base, suffix] = Object.hasOwn(list.columns, name) ? [] : (COMPARISON.exec(name) ?? []);
  const column = columnOf(list, base ?? name);
  if (!column.filter || column.kind === 'json') throw invalidFilter(name, 'this list cannot be filtered by it');
  const type = SQL_TYPES[column.kind];
  if (suffix) {
    if (column.kind !== 'number' && column.kind !== 'date')
      throw invalidFilter(name, 'only numbers and dates have an order');
    return `${column.sql} ${OPERATORS[suffix]} ${parameter(checked(name, column.kind, value))}::${type}`;
  }
  if (value === null) return `${column.sql} IS NULL`;
  if (!Array.isArray(value)) return `${column.sql} = ${parameter(checked(name, column.kind, value))}::${type}`;
  if (value.length > MAX_VALUES) throw invalidFilter(name, `may hold ${MAX_VALUES} values at most`);
  return `${column.sql} = ANY(${parameter(value.map((each) => checked(name, column.kind, each)))}::${type}[])`;
}

export function columnOf(list: ListDefinition, name: string): ListColumn {
  const column = Object.hasOwn(list.columns, name) ? list.columns[name] : undefined;
  if (!column) throw invalidFilter(name, 'this list has no such column');
  return column;
}

export function checked(name: string, kind: ColumnKind, value: unknown): string | number | boolean {
  switch (kind) {
    case 'boolean':
      if (typeof value === 'boolean') return value;
      throw invalidFilter(name, 'must be true or false');
    case 'number':
      if (typeof value === 'number' && Number.isFinite(value)) return value;
      throw invalidFilter(name, 'must be a number');
    case 'uuid':
      if (typeof value === 'string' && UUID.test(value)) return value;
      throw invalidFilter(name, 'must be an id');
    case 'date':
      if (typeof value === 'string' && ISO_DATE.test(value) && !Number.isNaN(Date.parse(value))) {
        return new Date(value).toISOString();
      }
      throw invalidFilter(name, 'must be a date in ISO 8601');
    default:
      // PostgreSQL's text holds no NUL, and half a surrogate pair is no character.
      if (typeof value === 'string' && value.length <= MAX_TEXT && !/[\0\p{Cs}]/u.test(value)) return value;
      throw invalidFilter(name, `must be text of ${MAX_TEXT} characters at most`);
  }
}
