import { Injectable } from '@nestjs/common';
import { type EnqueueOptions, Jobs } from '@purser/kit/backend/jobs';
import type { EntityManager } from 'typeorm';
import { traceparent } from '../reports/traces.js';
import { withTrace } from './carried-trace.js';
import { JobCatalogue } from './job-catalogue.service.js';

/** The engine takes the smallest first; others have 0. */
const BEFORE_OTHERS = -1;

/** Enqueued by SQL, so that the job commits or vanishes with what it belongs to. */
@Injectable()
export class SqlJobs extends Jobs {
  constructor(private readonly catalogue: JobCatalogue) {
    super();
  }

  async enqueue(tx: EntityManager, name: string, payload: unknown, options: EnqueueOptions = {}): Promise<void> {
    const { maxAttempts, isWaitedFor } = this.catalogue.get(name);
    await tx.query(
      `SELECT graphile_worker.add_job($1, $2::json, run_at := $3::timestamptz, max_attempts := $4::integer, job_key := $5,
         priority := $6::integer)`,
      [
        name,
        JSON.stringify(withTrace(payload ?? {}, traceparent())),
        options.runAt ?? null,
        maxAttempts,
        options.key ?? null,
        isWaitedFor ? BEFORE_OTHERS : null,
      ],
    );
  }
}
