/** How many rows a filter names, without reading a million of them for each page. */
import type { Clock } from '@purser/kit/backend/clock';
import type { ListDefinition } from '@purser/kit/backend/list';
import { Kept } from './kept.js';
import type { Condition } from './list-condition.js';
import { wayOf } from './list-page.js';
import type { ListReader } from './list-reader.js';
import type { ListRequest } from './list-request.js';
import { plannedRows } from './planned-rows.js';

/** Above this many rows a count may be an estimate. */
const EXACT_UP_TO = 100_000;
/** Above this many a search of a table that is not small is estimated: its rows are found by looking into each. */
const SEARCH_EXACT_UP_TO = 1_000;
const SMALL = 10_000;
/** Counts of tables of this size are looked up once a minute. */
const LARGE = 20_000;
/** Rows that are looked into where each costs a look at its neighbours. */
const SAMPLE = 300;
const KEPT_MS = 60_000;
const MOST_TOTALS = 500;

export interface Total {
  readonly total: number;
  readonly estimated: boolean;
}

export interface TotalRequest {
  readonly list: ListDefinition;
  readonly request: ListRequest;
  readonly condition: Condition;
  /** Rows on the page. */
  readonly shown: number;
}

type Asked = Omit<TotalRequest, 'shown'>;

export class ListTotals {
  private readonly totals: Kept<Total>;
  private readonly tables: Kept<number>;

  constructor(clock: Clock) {
    this.totals = new Kept(clock, KEPT_MS, MOST_TOTALS);
    this.tables = new Kept(clock, KEPT_MS, MOST_TOTALS);
  }

  async of(reader: ListReader, { list, request, condition, shown }: TotalRequest): Promise<Total> {
    const [first, last] = request.range ?? [0, Number.POSITIVE_INFINITY];
    // A page that is not full is the last one, and has told it.
    if (shown < last - first + 1 && (shown > 0 || first === 0)) return { total: first + shown, estimated: false };
    const { estimateFrom } = list;
    const size = estimateFrom ? await this.tables.of(estimateFrom, () => rowsOf(reader, estimateFrom)) : 0;
    // Far enough above that it cannot be a small table which shrank since it was looked at last.
    const large = size > 2 * EXACT_UP_TO;
    const unfiltered = Object.keys(request.filter).length === 0;
    const counted =
      large && unfiltered
        ? { total: size, estimated: true }
        : await this.counted(reader, { list, request, condition }, size);
    // More stands on the page than was thought: then there may be another page. One beyond the end tells nothing.
    return { ...counted, total: Math.max(counted.total, shown > 0 ? first + shown : 0) };
  }

  private async counted(reader: ListReader, { list, request, condition }: Asked, size: number): Promise<Total> {
    const { from } = wayOf(list, request);
    if (size <= LARGE)
      return await countedUpTo(
        reader,
        from,
        condition,
        size > SMALL && 'q' in request.filter ? SEARCH_EXACT_UP_TO : EXACT_UP_TO,
      );
    const total = await this.totals.of([from, condition], async () => {
      if (condition.looksAround) return await sampled(reader, list, from, condition, size);
      return await countedUpTo(reader, from, condition, 'q' in request.filter ? SEARCH_EXACT_UP_TO : EXACT_UP_TO);
    });
    return { ...total, estimated: true };
  }
}

/** From the share of the newest rows. */
async function sampled(
  reader: ListReader,
  list: ListDefinition,
  from: string,
  { sql, values }: Condition,
  size: number,
): Promise<Total> {
  const [seen] = await reader.query<{ hits: string; looked: string }>(
    `SELECT count(*) FILTER (WHERE hit) AS hits, count(*) AS looked FROM (
       SELECT ${sql} AS hit FROM ${from} ORDER BY ${list.columns.id?.sql} DESC LIMIT ${SAMPLE}) AS sample`,
    values,
  );
  const share = Number(seen?.hits ?? 0) / Math.max(1, Number(seen?.looked ?? 0));
  return { total: Math.round(share * size), estimated: true };
}

async function countedUpTo(reader: ListReader, from: string, condition: Condition, limit: number): Promise<Total> {
  const [counted] = await reader.query<{ total: string }>(
    `SELECT count(*) AS total FROM (SELECT 1 FROM ${from} WHERE ${condition.sql} LIMIT ${limit + 1}) AS seen`,
    condition.values,
  );
  const total = Number(counted?.total ?? 0);
  if (total <= limit) return { total, estimated: false };
  return { total: Math.max(total, await plannedRows(reader, from, condition)), estimated: true };
}

/** As the database last counted a table, with its partitions where it has some; 0 when it never has. */
async function rowsOf(reader: ListReader, table: string): Promise<number> {
  const [counted] = await reader.query<{ rows: string | null }>(
    `SELECT sum(reltuples)::bigint AS rows FROM pg_class
     WHERE oid = $1::regclass AND relkind <> 'p' OR oid IN (SELECT relid FROM pg_partition_tree($1::regclass) WHERE isleaf)`,
    [table],
  );
  return Math.max(0, Number(counted?.rows ?? 0));
}
