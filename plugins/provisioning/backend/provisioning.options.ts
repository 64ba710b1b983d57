import { z } from 'zod';

export const provisioningOptions = z.object({
  /** Milliseconds a process may work on a store without renewing its claim. Default 6,000. */
  leaseMs: z.int().min(200).max(600_000).default(6_000),
  /** Milliseconds between renewals; at most a third of `leaseMs`. Default 2,000. */
  renewMs: z.int().min(50).max(200_000).default(2_000),
  /** Failed tries of one phase after which the store is `failed` and waits for an operator. Default 8. */
  maxFailures: z.int().min(1).max(100).default(8),
  /** Longest wait before the second try, in milliseconds; doubles with each failure, a random part of it is taken. Default 1,000. */
  backoffFirstMs: z.int().min(1).max(60_000).default(1_000),
  /** Longest wait before any try, in milliseconds. Default 300,000. */
  backoffMaxMs: z.int().min(1).max(3_600_000).default(300_000),
  /** Milliseconds in which a pushed event must reach the other client of the probe. Default 2,000. */
  probeLiveMs: z.int().min(50).max(60_000).default(2_000),
  /**
   * Milliseconds for which a push, live pull and refusals that this process tried count for further new stores; each is opened
   * and read all the same. Default 1,000.
   */
  probeFreshMs: z.int().min(0).max(60_000).default(1_000),
  /** Milliseconds between two looks for stores whose process died; 0 = only the reconcile of each minute. Default 5,000. */
  sweepMs: z.int().min(0).max(60_000).default(5_000),
  /** What a store may hold, unless an operator says otherwise of it. Nothing is refused at once when it is reached. */
  quota: z
    .strictObject({
      /** Events in its log. A new device has to pull all of them; LiveStore keeps up well to about 20,000. Default 25,000. */
      events: z.int().min(1).max(1_000_000_000).default(25_000),
      /** Bytes of what its events say. Default 250,000,000. */
      bytes: z.int().min(1_000).max(1_000_000_000_000).default(250_000_000),
      /** The share of either from which on its owners are warned. Default 0.8. */
      warnAt: z.number().min(0.1).max(1).default(0.8),
      /** Stores that the reconcile of each minute looks at; the next one goes on behind them. Default 5,000. */
      storesPerRound: z.int().min(1).max(100_000).default(5_000),
    })
    .prefault({}),
});
export type ProvisioningOptions = z.output<typeof provisioningOptions>;
