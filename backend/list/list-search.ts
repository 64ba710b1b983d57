/** The words of `filter.q` become conditions that need no join, however many rows are searched. */
import type { ListColumn, ListDefinition, ListNeighbour } from '@purser/kit/backend/list';
import { type Condition, checked, columnOf, sqlType } from './list-condition.js';
import type { ListReader } from './list-reader.js';
import { invalidFilter } from './list-request.js';

const MAX_WORDS = 8;
/** Shorter words have no trigram: nothing finds them but looking at every row. */
const INDEXED = 3;
/** Up to as many rows are looked up first, and named by their ids. */
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
  return [...new Set(words)];
}

/** One word in one neighbour. */
interface Place {
  readonly neighbour: ListNeighbour;
  readonly word: string;
  /** Over the values of all places; null where no index finds it. */
  readonly there: string | null;
}

interface Found {
  readonly place: number;
  /** Rows of the list; null where there are too many to be named. */
  readonly rows: readonly string[] | null;
  /** Rows of the neighbour, where those of the list are too many; null where they are, too. */
  readonly near: readonly string[] | null;
}

interface Searched {
  readonly places: readonly Place[];
  readonly found: ReadonlyMap<number, Found>;
  readonly walked?: boolean;
}

/** The condition with what stands in few rows of a neighbour looked up first. */
export async function searched(
  reader: ListReader,
  list: ListDefinition,
  words: readonly string[],
  plain: Condition,
): Promise<Condition> {
  const asked: unknown[] = [];
  const places = placesOf(list, words, collecting(asked));
  return holdingAll(list, words, plain, { places, found: await near(reader, list, places, asked) });
}

/** The same condition for a walk through the first rows: nothing is looked up for it. */
export function searchedOnTheWay(list: ListDefinition, words: readonly string[], plain: Condition): Condition {
  const places = placesOf(list, words, () => '');
  return { ...holdingAll(list, words, plain, { places, found: new Map(), walked: true }), looksAround: true };
}

function placesOf(list: ListDefinition, words: readonly string[], parameter: Parameter): Place[] {
  return words.flatMap((word) =>
    (list.neighbours ?? []).flatMap((neighbour): Place[] => {
      const { search = [] } = neighbour;
      if (search.length === 0) return [];
      const isIndexed = word.length >= INDEXED;
      return [{ neighbour, word, there: isIndexed ? holding(list, search, word, parameter).join(' OR ') : null }];
    }),
  );
}

function holdingAll(
  list: ListDefinition,
  words: readonly string[],
  { sql, values }: Condition,
  { places, found, walked }: Searched,
): Condition {
  const all = [...values];
  const parts = [sql];
  let looksAround = false;
  for (const word of words) {
    const holds = holding(list, list.search ?? [], word, collecting(all), walked);
    places.forEach((place, at) => {
      if (place.word !== word) return;
      const held = beside(list, place, found.get(at), collecting(all));
      if (held.sql) holds.push(held.sql);
      looksAround ||= held.looksAround === true;
    });
    parts.push(holds.length ? `(${holds.join(' OR ')})` : 'FALSE');
  }
  return { sql: parts.join(' AND '), values: all, looksAround };
}

/** What stands in few rows of a neighbour is looked up first, for all words at once, down to the rows of the list. */
async function near(
  reader: ListReader,
  list: ListDefinition,
  places: readonly Place[],
  values: readonly unknown[],
): Promise<Map<number, Found>> {
  const id = columnOf(list, 'id').sql;
  const looked = places.flatMap(({ neighbour, there }, at) => {
    if (there === null) return [];
    return [
      `(WITH near AS MATERIALIZED (SELECT ${neighbour.id} AS id FROM ${neighbour.table} WHERE ${there} LIMIT ${FEW + 1}),
        held AS MATERIALIZED (SELECT ${id} AS id FROM near JOIN ${list.core?.from} ON ${neighbour.by} = near.id
          WHERE (SELECT count(*) FROM near) <= ${FEW} LIMIT ${FEW + 1}),
        few AS (SELECT (SELECT count(*) FROM near) <= ${FEW} AS near, (SELECT count(*) FROM held) <= ${FEW} AS held)
       SELECT ${at} AS place, CASE WHEN few.near AND few.held THEN ARRAY(SELECT id FROM held) END AS rows,
         CASE WHEN few.near AND NOT few.held THEN ARRAY(SELECT id FROM near) END AS near FROM few)`,
    ];
  });
  if (looked.length === 0) return new Map();
  const found = await reader.query<Found>(looked.join(' UNION ALL '), values);
  return new Map(found.map((each) => [each.place, each]));
}

/**
 * Rows that were looked up are named, which an index finds. Of many the nearest rows of the list are likely to be some, so
 * they are looked at one by one. The scalar subquery keeps the planner from reading the whole neighbour instead.
 */
function beside(
  list: ListDefinition,
  { neighbour: { table, id, by, search = [] }, word }: Place,
  found: Found | undefined,
  parameter: Parameter,
): { sql?: string; looksAround?: boolean } {
  if (found?.rows?.length === 0) return {};
  if (found?.rows) {
    const { sql, kind } = columnOf(list, 'id');
    return { sql: `${sql} = ANY(${parameter(found.rows)}::${sqlType(kind)}[])` };
  }
  if (found?.near) return { sql: `${by} = ANY(${parameter(found.near)}::uuid[])` };
  const sql = `(SELECT ${holding(list, search, word, parameter, true).join(' OR ')} FROM ${table} WHERE ${id} = ${by})`;
  return { sql, looksAround: true };
}

/** `walked`: rows are looked at one by one, so it is compared as fast as can be instead of as the index is sorted. */
function holding(
  list: ListDefinition,
  names: readonly string[],
  word: string,
  parameter: Parameter,
  walked = false,
): string[] {
  // Folding ASCII is all that an ASCII word needs, at half the cost.
  const collation = walked && /^[\x21-\x7e]+$/.test(word) ? ' COLLATE "C"' : '';
  const literal = word.replace(/[\\%_]/g, '\\$&');
  const anywhere = once(() => parameter(`%${literal}%`));
  const beginning = once(() => parameter(`${literal.toLowerCase()}%`));
  const isAddress = /[^@]@/.test(word);
  return names.map((name) => {
    const { sql, addressKey }: ListColumn = columnOf(list, name);
    return addressKey && isAddress
      ? `${addressKey} LIKE ${beginning()}`
      : `(${sql})::text${collation} ILIKE ${anywhere()}`;
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
