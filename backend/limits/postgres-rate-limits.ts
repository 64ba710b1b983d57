import { createHash } from 'node:crypto';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '@purser/kit/backend/clock';
import { Refusal } from '@purser/kit/backend/errors';
import { type LimitRule, RateLimits } from '@purser/kit/backend/limits';
import { houseProblems } from '@purser/kit/problems';
import { RateLimiterRes } from 'rate-limiter-flexible';
import { DataSource } from 'typeorm';
import { ClockedLimiter } from './clocked-limiter.js';

const SWEEP_MS = 5 * 60_000;

@Injectable()
export class PostgresRateLimits extends RateLimits implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly limiters = new Map<string, ClockedLimiter>();
  private sweeping: NodeJS.Timeout | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {
    super();
  }

  onApplicationBootstrap(): void {
    this.sweeping = setInterval(() => void this.sweep().catch(() => undefined), SWEEP_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.sweeping);
  }

  async consume(limit: string, key: string, rule: LimitRule): Promise<void> {
    const { allowed, resetMs } = await this.count(limit, key, rule);
    if (!allowed)
      throw new Refusal(houseProblems.tooManyRequests, { retryAfter: Math.max(1, Math.ceil(resetMs / 1000)) });
  }

  async reset(limit: string, key: string): Promise<void> {
    await this.dataSource.query('DELETE FROM house_rate_limit WHERE key = $1', [rowKey(limit, key)]);
  }

  /** Counts one attempt, also a refused one, and tells how many there were in this window. */
  async count(
    limit: string,
    key: string,
    rule: LimitRule,
  ): Promise<{ allowed: boolean; used: number; resetMs: number }> {
    try {
      const verdict = await this.limiter(rule).consume(rowKey(limit, key));
      return { allowed: true, used: verdict.consumedPoints, resetMs: verdict.msBeforeNext };
    } catch (verdict) {
      if (!(verdict instanceof RateLimiterRes)) throw verdict;
      return { allowed: false, used: verdict.consumedPoints, resetMs: verdict.msBeforeNext };
    }
  }

  private limiter({ points, seconds }: LimitRule): ClockedLimiter {
    const id = `${points}/${seconds}`;
    const known = this.limiters.get(id);
    if (known) return known;
    const storeClient = (this.dataSource.driver as unknown as { master: unknown }).master;
    const made = new ClockedLimiter({ storeClient, points, duration: seconds, keyPrefix: '' }, this.clock);
    this.limiters.set(id, made);
    return made;
  }

  private async sweep(): Promise<void> {
    await this.dataSource.query('DELETE FROM house_rate_limit WHERE expire < $1', [this.clock.now().getTime()]);
  }
}

/** Hashed: keys hold addresses and mail addresses, and the column has a width. */
function rowKey(limit: string, key: string): string {
  return `${limit}:${createHash('sha256').update(key).digest('base64url')}`;
}
