import { Injectable } from '@nestjs/common';
import type { HealthCheck, HealthReport } from '@purser/kit/backend/health';
import { DataSource } from 'typeorm';

@Injectable()
export class QueueHealth implements HealthCheck {
  readonly name = 'queue';

  constructor(private readonly dataSource: DataSource) {}

  async check(): Promise<HealthReport> {
    const [row]: { workers: number; seconds: number | null }[] = await this.dataSource.query(
      `SELECT (SELECT count(*)::int FROM house_worker WHERE beat_at > clock_timestamp() - interval '15 seconds') AS workers,
         (SELECT extract(epoch FROM clock_timestamp() - min(run_at))::int FROM graphile_worker.jobs
          WHERE locked_at IS NULL AND attempts < max_attempts AND run_at <= clock_timestamp()) AS seconds`,
    );
    const { workers = 0, seconds = null } = row ?? {};
    // A house of web processes alone is sound until work waits for somebody to do it.
    const patience = workers === 0 ? 60 : 300;
    return { ok: (seconds ?? 0) < patience, detail: `${workers} workers, the oldest due job waits ${seconds ?? 0} s` };
  }
}
