import { Injectable, Logger } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Job } from '@purser/kit/backend/jobs';
import { Metrics } from '@purser/kit/backend/metrics';
import type { TaskList } from 'graphile-worker';
import { reportError } from '../http/error-reports.js';
import { continued } from '../reports/traces.js';
import { takeTrace } from './carried-trace.js';
import { JobCatalogue, type JobKind } from './job-catalogue.service.js';
import { JobLedger } from './job-ledger.service.js';

/** How long a job may go on after it was asked to stop. */
const STOP_GRACE_MS = 3_000;

/** One run of one job: resolved from its plugin's module, ended by its time-out or by the process's stop. */
@Injectable()
export class JobExecution {
  private readonly logger = new Logger('Jobs');
  private readonly runs;
  private readonly seconds;
  private readonly lastSuccess;
  /** Jobs that the stop of this process cut short: their attempt does not count. */
  readonly interrupted = new Set<string>();

  constructor(
    private readonly catalogue: JobCatalogue,
    private readonly ledger: JobLedger,
    private readonly modules: ModuleRef,
    metrics: Metrics,
  ) {
    this.runs = metrics.counter('purser_job_runs_total', 'Ended job runs', ['job', 'result']);
    this.seconds = metrics.histogram(
      'purser_job_duration_seconds',
      'Duration of job runs',
      [0.01, 0.05, 0.1, 0.5, 1, 5, 30, 120, 600, 3600],
      ['job'],
    );
    this.lastSuccess = metrics.gauge(
      'purser_job_last_success_timestamp_seconds',
      'When a job of this kind last succeeded in this process',
      ['job'],
    );
  }

  /** The engine's task list. `stop` aborts what is running. */
  tasks(stop: AbortSignal): TaskList {
    return Object.fromEntries(
      this.catalogue.all().map((kind) => [
        kind.name,
        async (carried: unknown, { job }: { job: { id: string; attempts: number } }) => {
          const { payload, traceparent } = takeTrace(carried);
          const span = { op: 'queue.process', name: `job ${kind.name}`, data: { attempt: job.attempts } };
          await continued(traceparent, span, () => this.run(kind, payload, job, stop));
        },
      ]),
    );
  }

  private async run(
    kind: JobKind,
    payload: unknown,
    { id, attempts }: { id: string; attempts: number },
    stop: AbortSignal,
  ): Promise<void> {
    const startedAt = new Date();
    const ended = this.seconds.startTimer({ job: kind.name });
    let error: unknown;
    try {
      const job = this.modules.get<Job>(kind.run, { strict: false });
      await withEnd(kind, stop, (signal) => job.run({ payload, attempt: attempts, signal }));
    } catch (thrown) {
      error = thrown ?? new Error('The job failed without saying why.');
      if (stop.aborted) this.interrupted.add(id);
      else if (attempts >= kind.maxAttempts) reportError(error, { route: `job ${kind.name}` });
      this.logger.warn(`${kind.name} failed (attempt ${attempts} of ${kind.maxAttempts}): ${messageOf(error)}`);
      throw error;
    } finally {
      ended();
      const result = error === undefined ? 'succeeded' : 'failed';
      this.runs.inc({ job: kind.name, result });
      if (error === undefined) this.lastSuccess.set({ job: kind.name }, Date.now() / 1000);
      this.ledger.note({
        name: kind.name,
        startedAt,
        ms: Date.now() - startedAt.getTime(),
        error: error === undefined ? null : messageOf(error),
      });
    }
  }
}

async function withEnd(kind: JobKind, stop: AbortSignal, run: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const controller = new AbortController();
  const timers: NodeJS.Timeout[] = [];
  let onStop = () => {};
  const end = new Promise<never>((_, reject) => {
    const give = (reason: Error, graceMs: number) => {
      controller.abort(reason);
      timers.push(setTimeout(() => reject(reason), graceMs));
    };
    timers.push(
      setTimeout(() => give(new Error(`The job took longer than its ${kind.timeoutMs} ms.`), 0), kind.timeoutMs),
    );
    onStop = () => give(new Error('The worker was asked to stop.'), STOP_GRACE_MS);
    if (stop.aborted) onStop();
    else stop.addEventListener('abort', onStop, { once: true });
  });
  try {
    await Promise.race([run(controller.signal), end]);
  } finally {
    stop.removeEventListener('abort', onStop);
    timers.forEach(clearTimeout);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
