import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { JobCatalogue } from './job-catalogue.service.js';

export interface JobOutcome {
  readonly name: string;
  readonly startedAt: Date;
  readonly ms: number;
  /** Null when it succeeded. */
  readonly error: string | null;
}

const FLUSH_MS = 1_000;

/** How each kind of job has fared. Gathered for a second before it is written: a busy queue must not queue up here. */
@Injectable()
export class JobLedger {
  private readonly logger = new Logger('Jobs');
  private waiting = new Map<string, { runs: number; failures: number; last: JobOutcome; lastSuccess: Date | null }>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly catalogue: JobCatalogue,
  ) {}

  /** Makes the declared jobs known to the console. */
  async declare(): Promise<void> {
    const kinds = this.catalogue.all();
    await this.dataSource.query(
      `INSERT INTO house_job_kind (name, schedule, timeout_ms, max_attempts)
       SELECT * FROM unnest($1::text[], $2::text[], $3::integer[], $4::integer[])
       ON CONFLICT (name) DO UPDATE SET schedule = excluded.schedule, timeout_ms = excluded.timeout_ms,
         max_attempts = excluded.max_attempts, declared_at = clock_timestamp()`,
      [
        kinds.map((kind) => kind.name),
        kinds.map((kind) => kind.schedule ?? null),
        kinds.map((kind) => kind.timeoutMs),
        kinds.map((kind) => kind.maxAttempts),
      ],
    );
  }

  note(outcome: JobOutcome): void {
    const known = this.waiting.get(outcome.name);
    this.waiting.set(outcome.name, {
      runs: (known?.runs ?? 0) + 1,
      failures: (known?.failures ?? 0) + (outcome.error === null ? 0 : 1),
      last: outcome,
      lastSuccess:
        outcome.error === null ? new Date(outcome.startedAt.getTime() + outcome.ms) : (known?.lastSuccess ?? null),
    });
    this.timer ??= setTimeout(() => void this.flush(), FLUSH_MS).unref();
  }

  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const notes = [...this.waiting];
    this.waiting = new Map();
    for (const [name, { runs, failures, last, lastSuccess }] of notes) {
      try {
        await this.dataSource.query(
          `UPDATE house_job_kind SET runs = runs + $2, failures = failures + $3, last_started_at = $4, last_ms = $5,
             last_result = $6, last_error = $7, last_success_at = coalesce($8, last_success_at)
           WHERE name = $1`,
          [
            name,
            runs,
            failures,
            last.startedAt,
            last.ms,
            last.error === null ? 'succeeded' : 'failed',
            last.error,
            lastSuccess,
          ],
        );
      } catch (error) {
        this.logger.warn(`How "${name}" fared could not be written: ${String(error)}`);
      }
    }
  }
}
