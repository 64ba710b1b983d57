import { z } from 'zod';

export const monitorOptions = z.object({
  /** Milliseconds between two probes of a process by itself; 0 = none. Default 60,000. */
  processMs: z.int().min(0).max(3_600_000).default(60_000),
  /** Stores of customers that are opened each minute, one after the other over all there are. Default 30. */
  storesPerMinute: z.int().min(0).max(1_000).default(30),
  /** Failed probes in a row after which a subject is degraded. Default 2. */
  degradedAfter: z.int().min(1).max(20).default(2),
  /** Cron in UTC of the canary store; null = none. Default every five minutes. */
  canary: z.string().nullable().default('*/5 * * * *'),
  /** Days that single results are kept; five-minute figures stay 90 days. Default 7. */
  keepDays: z.int().min(1).max(90).default(7),
});
export type MonitorOptions = z.output<typeof monitorOptions>;
