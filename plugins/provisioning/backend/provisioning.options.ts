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
  /** Milliseconds between two looks for stores whose process died; 0 = only the reconcile of each minute. Default 5,000. */
  sweepMs: z.int().min(0).max(60_000).default(5_000),
});
export type ProvisioningOptions = z.output<typeof provisioningOptions>;
