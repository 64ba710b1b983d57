/**
 * Places in a long list, one each thousand rows: a page far down begins at the one before it instead of counting all rows
 * above. They are looked up anew after a minute, so such a page may begin a few rows off from where it would begin now.
 */
import type { Clock } from '@purser/kit/backend/clock';
import type { EntityManager } from 'typeorm';

const STEP = 1_000;
const KEPT_MS = 60_000;
const MOST_LISTS = 50;

/** What tells one order of one set of rows from another, and how to read it. */
export interface LadderRequest {
  readonly from: string;
  readonly condition: { readonly sql: string; readonly values: readonly unknown[] };
  /** SQL of what is sorted by, then of the id; neither is ever null. */
  readonly order: readonly [by: string, id: string];
  readonly direction: 'ASC' | 'DESC';
}

export interface Rung {
  /** Both as PostgreSQL writes them: a Date would lose microseconds. */
  readonly by: string;
  readonly id: string;
  /** Rows between this one and the wanted one. */
  readonly skip: number;
}

interface Ladder {
  readonly until: number;
  readonly rungs: Promise<readonly Omit<Rung, 'skip'>[]>;
}

export class Ladders {
  private readonly known = new Map<string, Ladder>();

  constructor(private readonly clock: Clock) {}

  /** The last place at or before the row of this number; undefined in a list that is shorter. */
  async rungBefore(tx: EntityManager, request: LadderRequest, row: number): Promise<Rung | undefined> {
    const rungs = await this.ladder(tx, request);
    const step = Math.min(Math.floor(row / STEP), rungs.length - 1);
    const rung = rungs[step];
    return rung && { ...rung, skip: row - step * STEP };
  }

  private ladder(tx: EntityManager, request: LadderRequest): Ladder['rungs'] {
    const key = JSON.stringify(request);
    const now = this.clock.now().getTime();
    const known = this.known.get(key);
    if (known && known.until > now) return known.rungs;
    const rungs = this.read(tx, request);
    this.known.delete(key);
    this.known.set(key, { until: now + KEPT_MS, rungs });
    for (const oldest of this.known.keys()) if (this.known.size > MOST_LISTS) this.known.delete(oldest);
    rungs.catch(() => this.known.delete(key));
    return rungs;
  }

  private read(tx: EntityManager, { from, condition, order, direction }: LadderRequest): Ladder['rungs'] {
    const [by, id] = order;
    return tx.query(
      `SELECT by::text AS by, id::text AS id FROM (
         SELECT ${by} AS by, ${id} AS id, row_number() OVER (ORDER BY ${by} ${direction}, ${id} ${direction}) - 1 AS n
         FROM ${from} WHERE ${condition.sql}) AS numbered
       WHERE n % ${STEP} = 0 ORDER BY n`,
      [...condition.values],
    );
  }
}
