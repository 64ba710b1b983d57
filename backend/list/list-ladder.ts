/**
 * Places in a long list, one each five hundred rows: a page far down begins at the one before it instead of counting all rows
 * above. They are looked up anew after a minute, so such a page may begin a few rows off from where it would begin now.
 */
import type { Clock } from '@purser/kit/backend/clock';
import { Kept } from './kept.js';
import type { ListReader } from './list-reader.js';

const STEP = 500;
const KEPT_MS = 60_000;
const MOST_LISTS = 50;

/** What tells one order of one set of rows from another, and how to read it. */
export interface LadderRequest {
  readonly from: string;
  readonly condition: { readonly sql: string; readonly values: readonly unknown[] };
  /** SQL of what is sorted by, the id last; none is ever null. */
  readonly order: readonly string[];
  readonly direction: 'ASC' | 'DESC';
}

export interface Rung {
  /** Of each part of the order, as PostgreSQL writes it: a Date would lose microseconds. */
  readonly place: readonly string[];
  /** Rows between this one and the wanted one. */
  readonly skip: number;
}

type Places = readonly Rung['place'][];

export class Ladders {
  private readonly known: Kept<Places>;

  constructor(clock: Clock) {
    this.known = new Kept(clock, KEPT_MS, MOST_LISTS);
  }

  /** The last place at or before the row of this number; undefined in a list that is shorter. */
  async rungBefore(reader: ListReader, request: LadderRequest, row: number): Promise<Rung | undefined> {
    const places = await this.known.of(request, () => read(reader, request));
    const step = Math.min(Math.floor(row / STEP), places.length - 1);
    const place = places[step];
    return place && { place, skip: row - step * STEP };
  }
}

async function read(reader: ListReader, { from, condition, order, direction }: LadderRequest): Promise<Places> {
  const parts = order.map((sql, at) => `${sql} AS p${at}`).join(', ');
  const sorted = order.map((sql) => `${sql} ${direction}`).join(', ');
  const rows = await reader.query<{ place: Rung['place'] }>(
    `SELECT ARRAY[${order.map((_, at) => `p${at}::text`).join(', ')}] AS place FROM (
       SELECT ${parts}, row_number() OVER (ORDER BY ${sorted}) - 1 AS n FROM ${from} WHERE ${condition.sql}) AS numbered
     WHERE n % ${STEP} = 0 ORDER BY n`,
    condition.values,
  );
  return rows.map(({ place }) => place);
}
