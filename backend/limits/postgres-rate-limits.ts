import { createHash } from 'node:crypto';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Origin } from '@purser/kit/backend/access';
import { Clock } from '@purser/kit/backend/clock';
import { Refusal } from '@purser/kit/backend/errors';
import { type LimitRule, RateLimits } from '@purser/kit/backend/limits';
import { houseProblems } from '@purser/kit/problems';
import { RateLimiterRes } from 'rate-limiter-flexible';
import { DataSource } from 'typeorm';
import { ClockedLimiter } from './clocked-limiter.js';
import { RefusedKeys } from './refused-keys.js';

const SWEEP_MS = 5 * 60_000;

interface Count {
  readonly allowed: boolean;
  readonly used: number;
  readonly resetMs: number;
}

@Injectable()
export class PostgresRateLimits extends RateLimits implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly limiters = new Map<string, ClockedLimiter>();
  private readonly refused = new RefusedKeys();
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
    await this.require(limit, key, rule, false);
  }

  async consumeByAddress(limit: string, { ip }: Origin, rule: LimitRule): Promise<void> {
    await this.require(limit, ip, rule, true);
  }

  async reset(limit: string, key: string): Promise<void> {
    const row = rowKey(limit, key);
    await this.dataSource.query('DELETE FROM house_rate_limit WHERE key = $1', [row]);
    this.refused.forget(row);
  }

  /**
   * Counts one attempt and tells how many there were in this window. Once a key was refused it stays so until the window
   * has passed, and that is answered without asking the database: a flood must not become one of the database, too.
   */
  async count(limit: string, key: string, rule: LimitRule): Promise<Count> {
    const row = rowKey(limit, key);
    const now = this.clock.now().getTime();
    const until = this.refused.until(row, now);
    if (until !== undefined) return { allowed: false, used: rule.points + 1, resetMs: until - now };
    try {
      const verdict = await this.limiter(rule).consume(row);
      return { allowed: true, used: verdict.consumedPoints, resetMs: verdict.msBeforeNext };
    } catch (verdict) {
      if (!(verdict instanceof RateLimiterRes)) throw verdict;
      this.refused.note(row, now + verdict.msBeforeNext);
      return { allowed: false, used: verdict.consumedPoints, resetMs: verdict.msBeforeNext };
    }
  }

  private async require(limit: string, key: string, rule: LimitRule, ofAddress: boolean): Promise<void> {
    const { allowed, resetMs } = await this.count(limit, key, rule);
    if (allowed) return;
    throw new Refusal(houseProblems.tooManyRequests, { retryAfter: Math.max(1, Math.ceil(resetMs / 1000)), ofAddress });
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
    const now = this.clock.now().getTime();
    this.refused.sweep(now);
    await this.dataSource.query('DELETE FROM house_rate_limit WHERE expire < $1', [now]);
  }
}

/** Hashed: keys hold addresses and mail addresses, and the column has a width. */
function rowKey(limit: string, key: string): string {
  return `${limit}:${createHash('sha256').update(key).digest('base64url')}`;
}
