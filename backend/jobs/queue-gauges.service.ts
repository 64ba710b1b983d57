import { Injectable } from '@nestjs/common';
import { Metrics } from '@purser/kit/backend/metrics';
import { DataSource } from 'typeorm';
import { JOBS_WITH_STATE } from './jobs.list.js';

const STATES = ['queued', 'scheduled', 'running', 'retrying', 'failed'] as const;

/** How full the queue is, for `/metrics`; read with each heartbeat. */
@Injectable()
export class QueueGauges {
  private readonly jobs;
  private readonly oldest;

  constructor(
    private readonly dataSource: DataSource,
    metrics: Metrics,
  ) {
    this.jobs = metrics.gauge('purser_jobs', 'Jobs in the queue', ['state']);
    this.oldest = metrics.gauge('purser_jobs_oldest_due_seconds', 'For how long the oldest due job has been waiting');
  }

  async read(): Promise<void> {
    const rows: { state: string; count: number; waits: number | null }[] = await this.dataSource.query(
      `SELECT state, count(*)::int AS count,
         max(extract(epoch FROM clock_timestamp() - run_at)) FILTER (WHERE state IN ('queued', 'retrying'))::float8 AS waits
       FROM ${JOBS_WITH_STATE} AS j GROUP BY state`,
    );
    for (const state of STATES) this.jobs.set({ state }, rows.find((row) => row.state === state)?.count ?? 0);
    this.oldest.set(Math.max(0, ...rows.map((row) => row.waits ?? 0)));
  }
}
