/** rate-limiter-flexible over our table, with the house's clock instead of the process's, so tests move time. */
import type { Clock } from '@purser/kit/backend/clock';
import { type IRateLimiterPostgresOptions, RateLimiterPostgres, type RateLimiterRes } from 'rate-limiter-flexible';

interface Row {
  readonly rows: readonly { readonly points: number; readonly expire: string | number | null }[];
}

/** The library's two places that ask for the time; they are its internals, so this file has a test of its own. */
interface Internals {
  points: number;
  _query(query: { name: string; text: string; values: unknown[] }): Promise<Row>;
  _getRateLimiterRes(key: string, changed: number, result: Row): RateLimiterRes;
}

const TABLE = 'house_rate_limit';

export class ClockedLimiter extends RateLimiterPostgres {
  constructor(
    options: Omit<IRateLimiterPostgresOptions, 'tableName' | 'tableCreated' | 'storeType' | 'clearExpiredByTimeout'>,
    private readonly clock: Clock,
  ) {
    super({ ...options, tableName: TABLE, tableCreated: true, storeType: 'pool', clearExpiredByTimeout: false });
  }

  protected _upsert(key: string, points: number, msDuration: number, forceExpire = false): Promise<Row> {
    const now = this.clock.now().getTime();
    return (this as unknown as Internals)._query({
      name: 'purser-upsert',
      text: `INSERT INTO ${TABLE} AS held VALUES ($1, $2, $3)
             ON CONFLICT (key) DO UPDATE SET
               points = CASE WHEN $5 OR held.expire <= $4 THEN $2 ELSE held.points + $2 END,
               expire = CASE WHEN $5 OR held.expire <= $4 THEN $3 ELSE held.expire END
             RETURNING points, expire`,
      values: [key, points, msDuration > 0 ? now + msDuration : null, now, forceExpire],
    });
  }

  protected _getRateLimiterRes(key: string, changed: number, result: Row): RateLimiterRes {
    const base = Object.getPrototypeOf(ClockedLimiter.prototype) as Internals;
    const answer = base._getRateLimiterRes.call(this, key, changed, result);
    const expire = result.rows[0]?.expire;
    return Object.assign(answer, {
      msBeforeNext: expire ? Math.max(Number(expire) - this.clock.now().getTime(), 0) : -1,
    });
  }
}
