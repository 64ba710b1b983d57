import { hostname } from 'node:os';
import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { QueueGauges } from './queue-gauges.service.js';
import type { EngineNames } from './queue-runner.js';

const BEAT_MS = 5_000;
const DEAD_AFTER = '15 seconds';

/**
 * The engine frees a lock after four hours; a killed process's jobs shall run again within 30 s. So each worker says
 * every 5 s that it lives, and gives back the jobs of those that have not for 15 s, by the database's clock.
 */
@Injectable()
export class WorkerHeartbeat implements EngineNames {
  private readonly logger = new Logger('Workers');
  /** Of the engines of this process, by the names under which they lock jobs. */
  private readonly ids = new Map<string, string>();
  /** Those that were, too. */
  private readonly said: string[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly gauges: QueueGauges,
  ) {}

  async add(name: string): Promise<void> {
    const id = uuidv7();
    this.said.push(id);
    this.ids.set(name, id);
    await this.beat();
    this.timer ??= setInterval(() => void this.beat(), BEAT_MS).unref();
  }

  remove(name: string): void {
    this.ids.delete(name);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.dataSource.query('DELETE FROM house_worker WHERE id = ANY($1::uuid[])', [this.said]);
  }

  private async beat(): Promise<void> {
    try {
      await this.dataSource.query(
        `INSERT INTO house_worker (id, pool_id, host, pid) SELECT id, name, $3, $4 FROM unnest($1::uuid[], $2::text[]) AS of (id, name)
         ON CONFLICT (id) DO UPDATE SET beat_at = clock_timestamp()`,
        [[...this.ids.values()], [...this.ids.keys()], hostname(), process.pid],
      );
      await this.releaseJobsOfTheDead();
      await this.gauges.read();
    } catch (error) {
      this.logger.warn(`No heartbeat could be written: ${String(error)}`);
    }
  }

  /** Also frees locks of workers that died before their first beat. */
  async releaseJobsOfTheDead(): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      await tx.query(`DELETE FROM house_worker WHERE beat_at < clock_timestamp() - $1::interval`, [DEAD_AFTER]);
      const locked: { id: string; locked_by: string; last: boolean }[] = await tx.query(
        `SELECT j.id, j.locked_by, j.attempts >= j.max_attempts AS last FROM graphile_worker.jobs j
         WHERE j.locked_at < clock_timestamp() - $1::interval
           AND NOT EXISTS (SELECT 1 FROM house_worker w WHERE w.pool_id = j.locked_by)`,
        [DEAD_AFTER],
      );
      if (locked.length === 0) return;
      const workers = [...new Set(locked.map((job) => job.locked_by))];
      await tx.query('SELECT graphile_worker.force_unlock_workers($1::text[])', [workers]);
      const spent = locked.filter((job) => job.last).map((job) => job.id);
      await tx.query('SELECT graphile_worker.permanently_fail_jobs($1::bigint[], $2)', [
        spent,
        'The worker process died during the last attempt.',
      ]);
      this.logger.warn(`Released ${locked.length} jobs of ${workers.length} dead workers.`);
    });
  }
}
