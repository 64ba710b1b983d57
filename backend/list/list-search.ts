/** The words of `filter.q` become conditions that need no join, however many rows are searched. */
import type { ListColumn, ListDefinition, ListNeighbour } from '@purser/kit/backend/list';
import { type Condition, checked, columnOf, sqlType } from './list-condition.js';
import type { ListReader } from './list-reader.js';
import { invalidFilter } from './list-request.js';

const MAX_WORDS = 8;
/** Shorter words have no trigram: nothing finds them but looking at every row. */
const INDEXED = 3;
/** From this length on a word is likely to stand in so few rows that it pays to ask. */
const RARE = 4;
/** Up to as many rows are looked up first, and named by their ids. */
const FEW = 1_000;
/** The list's own columns are asked whether a word is rare in them; it need not be found out how frequent it is. */
const OWN_FEW = 250;

type Parameter = (value: unknown) => string;
type Searchable = Pick<ListColumn, 'sql' | 'addressKey'>;

/** Every word must stand in one of the searched columns. */
export function wordsOf(list: ListDefinition, filter: Readonly<Record<string, unknown>>): readonly string[] {
  if (!Object.hasOwn(filter, 'q')) return [];
  if (ownOf(list).length === 0 && !list.neighbours?.some(({ search }) => search?.length)) {
    throw invalidFilter('q', 'this list cannot be searched');
  }
  const words = String(checked('q', 'text', filter.q))
    .split(/\s+/)
    .filter(Boolean);
  if (words.length > MAX_WORDS) throw invalidFilter('q', `may hold ${MAX_WORDS} words at most`);
  return [...new Set(words)];
}

/** One word in one neighbour, or in the list's own columns. */
interface Place {
  readonly neighbour: ListNeighbour | null;
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
  const neighbours = (list.neighbours ?? []).filter(({ search }) => search?.length);
  const own = list.searchText ? [null] : [];
  return words.flatMap((word) =>
    [...neighbours, ...own].map((neighbour): Place => {
      const columns = neighbour ? columnsOf(list, neighbour.search) : ownOf(list);
      const isIndexed = word.length >= (neighbour ? INDEXED : RARE);
      return { neighbour, word, there: isIndexed ? holding(columns, word, parameter).join(' OR ') : null };
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
  const { sql: id, kind } = columnOf(list, 'id');
  const parts = [sql];
  let looksAround = false;
  let fewest: { among: string; count: number } | undefined;
  for (const word of words) {
    const rows = namedBy(word, places, found);
    if (rows) {
      const among = `$${all.push(rows)}::${sqlType(kind)}[]`;
      parts.push(`${id} = ANY(${among})`);
      if (!fewest || rows.length < fewest.count) fewest = { among, count: rows.length };
      continue;
    }
    const holds = holding(ownOf(list), word, collecting(all), walked);
    places.forEach(({ neighbour, word: there }, at) => {
      if (there !== word || !neighbour) return;
      const held = beside(list, { neighbour, word }, found.get(at), collecting(all));
      if (held.sql) holds.push(held.sql);
      looksAround ||= held.looksAround === true;
    });
    parts.push(holds.length ? `(${holds.join(' OR ')})` : 'FALSE');
  }
  return { sql: parts.join(' AND '), values: all, looksAround, ...(fewest && { among: fewest.among }) };
}

/** All rows that hold the word, wherever it is looked for; undefined where one place has too many. */
function namedBy(word: string, places: readonly Place[], found: Searched['found']): string[] | undefined {
  const rows = new Set<string>();
  let asked = false;
  for (const [at, place] of places.entries()) {
    if (place.word !== word) continue;
    const named = found.get(at)?.rows;
    if (!named) return undefined;
    asked = true;
    for (const row of named) rows.add(row);
  }
  return asked ? [...rows] : undefined;
}

/** What stands in few rows is looked up first, for all words at once, down to the rows of the list. */
async function near(
  reader: ListReader,
  list: ListDefinition,
  places: readonly Place[],
  values: readonly unknown[],
): Promise<Map<number, Found>> {
  const id = columnOf(list, 'id').sql;
  const looked = places.flatMap(({ neighbour, there }, at) => {
    if (there === null) return [];
    if (!neighbour) {
      return [
        `(WITH held AS MATERIALIZED (SELECT ${id} AS id FROM ${list.core?.from} WHERE ${there} LIMIT ${OWN_FEW + 1})
          SELECT ${at} AS place, CASE WHEN (SELECT count(*) FROM held) <= ${OWN_FEW} THEN ARRAY(SELECT id FROM held) END AS rows, NULL AS near)`,
      ];
    }
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
  { neighbour: { table, id, by, search = [] }, word }: { readonly neighbour: ListNeighbour; readonly word: string },
  found: Found | undefined,
  parameter: Parameter,
): { sql?: string; looksAround?: boolean } {
  if (found?.rows?.length === 0) return {};
  if (found?.rows) {
    const { sql, kind } = columnOf(list, 'id');
    return { sql: `${sql} = ANY(${parameter(found.rows)}::${sqlType(kind)}[])` };
  }
  if (found?.near) return { sql: `${by} = ANY(${parameter(found.near)}::uuid[])` };
  const sql = `(SELECT ${holding(columnsOf(list, search), word, parameter, true).join(' OR ')} FROM ${table} WHERE ${id} = ${by})`;
  return { sql, looksAround: true };
}

/** `walked`: rows are looked at one by one, so it is compared as fast as can be instead of as the index is sorted. */
function holding(columns: readonly Searchable[], word: string, parameter: Parameter, walked = false): string[] {
  // Folding ASCII is all that an ASCII word needs, at half the cost.
  const collation = walked && /^[\x21-\x7e]+$/.test(word) ? ' COLLATE "C"' : '';
  const literal = word.replace(/[\\%_]/g, '\\$&');
  const anywhere = once(() => parameter(`%${literal}%`));
  const beginning = once(() => parameter(`${literal.toLowerCase()}%`));
  const isAddress = /[^@]@/.test(word);
  return columns.map(({ sql, addressKey }) =>
    addressKey && isAddress ? `${addressKey} LIKE ${beginning()}` : `(${sql})::text${collation} ILIKE ${anywhere()}`,
  );
}

/** What is searched of the list's own rows. */
function ownOf(list: ListDefinition): readonly Searchable[] {
  return list.searchText ? [{ sql: list.searchText }] : columnsOf(list, list.search);
}

function columnsOf(list: ListDefinition, names: readonly string[] = []): readonly Searchable[] {
  return names.map((name) => columnOf(list, name));
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
