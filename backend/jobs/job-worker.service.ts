import { EventEmitter } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleInit,
} from '@nestjs/common';
import { Clock } from '@purser/kit/backend/clock';
import { optionsOf } from '@purser/kit/backend/plugin';
import { HouseSettings } from '@purser/kit/backend/settings';
import { runOnce } from 'graphile-worker';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import type { HouseOptions } from '../house.options.js';
import { JobExecution } from './job-execution.service.js';
import { JobLedger } from './job-ledger.service.js';
import { patientPool } from './patient-pool.js';
import { createQueuePool, queueLogger } from './queue-pool.js';
import { QueueRunner } from './queue-runner.js';
import { ScheduleTicker } from './schedule-ticker.service.js';
import { WorkerHeartbeat } from './worker-heartbeat.service.js';

/** Runs the queue in processes whose role is `all` or `worker`. */
@Injectable()
export class JobWorker implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private runner: QueueRunner | undefined;
  private pool: Pool | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly execution: JobExecution,
    private readonly ledger: JobLedger,
    private readonly heartbeat: WorkerHeartbeat,
    private readonly ticker: ScheduleTicker,
    private readonly settings: HouseSettings,
    private readonly clock: Clock,
    @Inject(optionsOf('house')) private readonly options: HouseOptions,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.ledger.declare();
  }

  async onApplicationBootstrap(): Promise<void> {
    if (this.settings.role !== 'web') await this.start();
  }

  async start(): Promise<void> {
    const pool = createQueuePool(this.dataSource, this.options.jobConcurrency + 2);
    this.pool = patientPool(pool, this.stopping.signal, () => this.runner?.follow());
    this.runner = new QueueRunner(
      {
        pgPool: this.pool,
        taskList: this.execution.tasks(this.stopping.signal),
        concurrency: this.options.jobConcurrency,
        noHandleSignals: true,
        pollInterval: 2_000,
        // Jobs that end in one turn of the event loop are taken off the queue by one statement.
        preset: { worker: { completeJobBatchDelay: 0 } },
        logger: queueLogger,
      },
      this.heartbeat,
    );
    await this.runner.start();
    this.ticker.start();
  }

  /** No new job; those that run are asked to end and get their attempt back. */
  async beforeApplicationShutdown(): Promise<void> {
    this.ticker.stop();
    this.stopping.abort();
    if (this.runner) {
      await this.runner.stop();
      await this.heartbeat.stop();
      await this.giveBackInterrupted();
    }
    await this.ledger.flush();
    await this.pool?.end();
  }

  /**
   * Runs everything that is due by the house's clock, one after the other, in this process, and comes back when nothing
   * is left: for tests and commands. Failed jobs are told, and wait for their next attempt.
   */
  async drain(): Promise<{ failed: { name: string; error: string }[] }> {
    const failed: { name: string; error: string }[] = [];
    // One connection: the engine takes a job off the queue without waiting for it, and beside that its next look would find
    // the queue still taken and end, with work left.
    const pool = createQueuePool(this.dataSource, 1);
    const events = new EventEmitter();
    events.on('job:error', ({ job, error }: { job: { task_identifier: string }; error: Error }) => {
      failed.push({ name: job.task_identifier, error: error.message });
    });
    try {
      await this.dataSource.query(
        `SELECT graphile_worker.reschedule_jobs(array_agg(id), run_at := now()) FROM graphile_worker.jobs
         WHERE run_at > now() AND run_at <= $1 AND locked_at IS NULL HAVING count(*) > 0`,
        [this.clock.now()],
      );
      await runOnce({
        pgPool: pool,
        taskList: this.execution.tasks(this.stopping.signal),
        concurrency: 1,
        noHandleSignals: true,
        events,
        logger: queueLogger,
      });
      await this.ledger.flush();
    } finally {
      await pool.end();
    }
    return { failed };
  }

  private async giveBackInterrupted(): Promise<void> {
    let ids = [...this.execution.interrupted];
    // The engine writes a failure without waiting for it: a job that is still locked is looked at again.
    for (let tries = 0; ids.length > 0 && tries < 20; tries += 1) {
      const rows: { id: string }[] = await this.dataSource.query(
        `SELECT j.id FROM graphile_worker.jobs j, LATERAL graphile_worker.reschedule_jobs(
           ARRAY[j.id], run_at := now(), attempts := greatest(j.attempts - 1, 0)) AS moved
         WHERE j.id = ANY($1::bigint[]) AND j.locked_at IS NULL`,
        [ids],
      );
      const moved = new Set(rows.map((row) => row.id));
      ids = ids.filter((id) => !moved.has(id));
      if (ids.length > 0) await setTimeout(50);
    }
  }
}
