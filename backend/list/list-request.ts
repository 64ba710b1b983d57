/** The raw query of a list, read strictly: what is not understood is refused, never guessed. */
import { Refusal } from '@purser/kit/backend/errors';
import type { ListDefinition, ListQuery } from '@purser/kit/backend/list';
import { houseProblems } from '@purser/kit/problems';

/** react-admin's export asks for 1,000 rows at once. */
const MAX_ROWS = 1_000;
const MAX_OFFSET = 10_000_000;
const MAX_FILTER_CHARACTERS = 64_000;
const DEFAULT_ROWS = 25;

export interface ListRequest {
  readonly sort: readonly [column: string, direction: 'ASC' | 'DESC'];
  /** Undefined = every row that the filter names (react-admin's getMany). */
  readonly range: readonly [from: number, to: number] | undefined;
  readonly filter: Readonly<Record<string, unknown>>;
}

export function readListRequest(list: ListDefinition, query: ListQuery): ListRequest {
  const filter = readFilter(query.filter);
  return { sort: readSort(list, query.sort), range: readRange(query.range, filter), filter };
}

export function invalidFilter(field: string, what: string): Refusal {
  return new Refusal(houseProblems.invalidFilter, { errors: { [field]: what } });
}

function readSort(list: ListDefinition, raw: unknown): ListRequest['sort'] {
  if (raw === undefined || raw === '') return list.defaultSort;
  const value = parse('sort', raw);
  if (!Array.isArray(value) || value.length !== 2) throw invalidFilter('sort', 'must be ["column","ASC"|"DESC"]');
  const [column, direction] = value as unknown[];
  if (typeof column !== 'string' || !Object.hasOwn(list.columns, column) || !sortable(list, column)) {
    throw invalidFilter('sort', 'names a column this list cannot be sorted by');
  }
  if (direction !== 'ASC' && direction !== 'DESC') throw invalidFilter('sort', 'must go ASC or DESC');
  return [column, direction];
}

function readRange(raw: unknown, filter: ListRequest['filter']): ListRequest['range'] {
  if (raw === undefined || raw === '') return Array.isArray(filter.id) ? undefined : [0, DEFAULT_ROWS - 1];
  const value = parse('range', raw);
  if (!Array.isArray(value) || value.length !== 2) throw invalidFilter('range', 'must be [first,last]');
  const [from, to] = value as unknown[];
  if (!isCount(from) || !isCount(to) || to < from || from > MAX_OFFSET) {
    throw invalidFilter('range', 'must be two whole numbers, the first not above the last');
  }
  if (to - from >= MAX_ROWS) throw invalidFilter('range', `may hold ${MAX_ROWS} rows at most`);
  return [from, to];
}

function readFilter(raw: unknown): ListRequest['filter'] {
  if (raw === undefined || raw === '') return {};
  const value = parse('filter', raw);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalidFilter('filter', 'must be an object');
  return value as Record<string, unknown>;
}

function parse(field: string, raw: unknown): unknown {
  if (typeof raw !== 'string' || raw.length > MAX_FILTER_CHARACTERS)
    throw invalidFilter(field, 'must be given once, as JSON');
  try {
    return JSON.parse(raw);
  } catch {
    throw invalidFilter(field, 'is not valid JSON');
  }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** The id has an order in every list: it is the primary key, and react-admin falls back on it. */
function sortable(list: ListDefinition, column: string): boolean {
  return column === 'id' || list.columns[column]?.sort === true;
}
