import { z } from 'zod';

const moment = z.iso.datetime();

/** A row of `/api/console/jobs`. */
export const jobRecord = z.object({
  id: z.number().int(),
  name: z.string(),
  state: z.enum(['queued', 'scheduled', 'running', 'retrying', 'failed']),
  attempts: z.number().int(),
  maxAttempts: z.number().int(),
  /** Why the last attempt failed. */
  error: z.string().nullable(),
  runAt: moment,
  createdAt: moment,
  startedAt: moment.nullable(),
  /** Of its kind: five-field cron in UTC. */
  schedule: z.string().nullable(),
  lastRunAt: moment.nullable(),
  lastSuccessAt: moment.nullable(),
});

/** A row of `/api/console/job-kinds`. */
export const jobKindRecord = z.object({
  /** `<plugin>.<job>` */
  id: z.string(),
  schedule: z.string().nullable(),
  timeoutMs: z.number().int(),
  maxAttempts: z.number().int(),
  runs: z.number().int(),
  failures: z.number().int(),
  lastRunAt: moment.nullable(),
  lastMs: z.number().int().nullable(),
  lastResult: z.enum(['succeeded', 'failed']).nullable(),
  lastError: z.string().nullable(),
  lastSuccessAt: moment.nullable(),
  nextRunAt: moment.nullable(),
});

/** A row of `/api/console/workers`. */
export const workerRecord = z.object({
  id: z.uuid(),
  host: z.string(),
  pid: z.number().int(),
  startedAt: moment,
  beatAt: moment,
});
