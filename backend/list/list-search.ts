/** The words of `filter.q` become conditions that need no join, however many rows are searched. */
import type { ListColumn, ListDefinition, ListNeighbour } from '@purser/kit/backend/list';
import type { EntityManager } from 'typeorm';
import { type Condition, checked, columnOf } from './list-condition.js';
import { invalidFilter } from './list-request.js';
import { plannedRows } from './planned-rows.js';

const MAX_WORDS = 8;
/** Up to as many rows of a neighbour are looked up first, and named by their ids. */
const FEW = 1_000;

type Parameter = (value: unknown) => string;

/** Every word must stand in one of the searched columns. */
export function wordsOf(list: ListDefinition, filter: Readonly<Record<string, unknown>>): readonly string[] {
  if (!Object.hasOwn(filter, 'q')) return [];
  if (!list.search?.length && !list.neighbours?.some(({ search }) => search?.length)) {
    throw invalidFilter('q', 'this list cannot be searched');
  }
  const words = String(checked('q', 'text', filter.q))
    .split(/\s+/)
    .filter(Boolean);
  if (words.length > MAX_WORDS) throw invalidFilter('q', `may hold ${MAX_WORDS} words at most`);
  return words;
}

export async function searched(
  tx: EntityManager,
  list: ListDefinition,
  words: readonly string[],
  { sql, values }: Condition,
): Promise<Condition> {
  const all = [...values];
  const parts = [sql];
  let looksAround = false;
  for (const word of words) {
    const places = holding(list, list.search ?? [], word, collecting(all));
    for (const neighbour of list.neighbours ?? []) {
      const place = neighbour.search?.length ? await near(tx, list, neighbour, word, collecting(all)) : undefined;
      if (place) places.push(place.sql);
      looksAround ||= place?.looksAround === true;
    }
    parts.push(places.length ? `(${places.join(' OR ')})` : 'FALSE');
  }
  return { sql: parts.join(' AND '), values: all, looksAround };
}

/**
 * In rows of a neighbour. A few are named by their ids, which an index finds; of many the nearest rows of the list are
 * likely to be some, so they are looked at one by one. The scalar subquery keeps the planner from reading the whole
 * neighbour instead.
 */
async function near(
  tx: EntityManager,
  list: ListDefinition,
  { table, id, by, search = [] }: ListNeighbour,
  word: string,
  parameter: Parameter,
): Promise<{ sql: string; looksAround?: boolean } | undefined> {
  const values: unknown[] = [];
  const there = holding(list, search, word, collecting(values)).join(' OR ');
  if ((await plannedRows(tx, table, { sql: there, values })) <= 2 * FEW) {
    const found: { id: string }[] = await tx.query(
      `SELECT ${id} AS id FROM ${table} WHERE ${there} LIMIT ${FEW + 1}`,
      values,
    );
    if (found.length === 0) return undefined;
    if (found.length <= FEW) return { sql: `${by} = ANY(${parameter(found.map((row) => row.id))}::uuid[])` };
  }
  const sql = `(SELECT ${holding(list, search, word, parameter).join(' OR ')} FROM ${table} WHERE ${id} = ${by})`;
  return { sql, looksAround: true };
}

function holding(list: ListDefinition, names: readonly string[], word: string, parameter: Parameter): string[] {
  const literal = word.replace(/[\\%_]/g, '\\$&');
  const anywhere = once(() => parameter(`%${literal}%`));
  const beginning = once(() => parameter(`${literal.toLowerCase()}%`));
  const isAddress = /[^@]@/.test(word);
  return names.map((name) => {
    const { sql, addressKey }: ListColumn = columnOf(list, name);
    return addressKey && isAddress ? `${addressKey} LIKE ${beginning()}` : `(${sql})::text ILIKE ${anywhere()}`;
  });
}

function collecting(values: unknown[]): Parameter {
  return (value) => `$${values.push(value)}`;
}

function once(make: () => string): () => string {
  let made: string | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
