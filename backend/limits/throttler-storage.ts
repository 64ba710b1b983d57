import { Injectable } from '@nestjs/common';
import type { ThrottlerStorage } from '@nestjs/throttler';
import { PostgresRateLimits } from './postgres-rate-limits.js';

type Count = Awaited<ReturnType<ThrottlerStorage['increment']>>;

/** `@Throttle` counts where `RateLimits` counts: in PostgreSQL, for all processes. */
@Injectable()
export class PostgresThrottlerStorage implements ThrottlerStorage {
  constructor(private readonly limits: PostgresRateLimits) {}

  async increment(key: string, ttl: number, limit: number, _blockDuration: number, throttler: string): Promise<Count> {
    const rule = { points: limit, seconds: Math.max(1, Math.ceil(ttl / 1000)) };
    const { allowed, used, resetMs } = await this.limits.count(`route-${throttler}`, key, rule);
    const seconds = Math.max(1, Math.ceil(resetMs / 1000));
    return { totalHits: used, timeToExpire: seconds, isBlocked: !allowed, timeToBlockExpire: allowed ? 0 : seconds };
  }
}
