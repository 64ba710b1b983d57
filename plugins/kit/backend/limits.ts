import type { Origin } from './access.js';

export interface LimitRule {
  /** Attempts allowed … */
  readonly points: number;
  /** … in this many seconds. */
  readonly seconds: number;
}

/** Counted in PostgreSQL: shared between processes, atomic, and alive after a restart (SECURITY 24). */
export abstract class RateLimits {
  /** Throws 429 `too_many_requests` with `retryAfter` when the key has used up its points. */
  abstract consume(limit: string, key: string, rule: LimitRule): Promise<void>;
  /**
   * `consume` by client address, on a route that asks this before anything else. Once refused, what comes from there on
   * the same path is answered at the door until the window has passed, at next to no cost.
   */
  abstract consumeByAddress(limit: string, origin: Origin, rule: LimitRule): Promise<void>;
  abstract reset(limit: string, key: string): Promise<void>;
}
