import { Injectable } from '@nestjs/common';
import type { Job } from '@purser/kit/backend/jobs';
import { DataSource } from 'typeorm';
import { BackupAlarms } from '../alarm/backup-alarms.service.js';
import { LostRestores } from '../restore/lost-restores.service.js';
import { type BackupRun, RUN_COLUMNS } from './backup-run-row.js';
import { BackupRuns } from './backup-runs.service.js';

/** Runs whose process died are taken up again; after so many tries a run has failed. */
export const MAX_ATTEMPTS = 3;

@Injectable()
export class SweepBackups implements Job {
  constructor(
    private readonly dataSource: DataSource,
    private readonly runs: BackupRuns,
    private readonly alarms: BackupAlarms,
    private readonly restores: LostRestores,
  ) {}

  async run(): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      const [lost]: [BackupRun[], number] = await tx.query(
        `UPDATE backup_run SET state = 'failed', error_code = 'worker_lost', lease_owner = NULL, lease_until = NULL,
                error = 'Every process that worked on this backup died. What there was of it is of no use and was no backup yet.',
                finished_at = clock_timestamp()
          WHERE state = 'running' AND lease_until < clock_timestamp() AND attempts >= $1 RETURNING ${RUN_COLUMNS}`,
        [MAX_ATTEMPTS],
      );
      for (const run of lost) {
        await this.alarms.runFailed(tx, run, 'failed', { code: 'worker_lost', message: run.error ?? '' });
      }
      const left: { id: string }[] = await tx.query(
        `SELECT id FROM backup_run
          WHERE (state = 'running' AND lease_until < clock_timestamp())
             OR (state = 'queued' AND requested_at < clock_timestamp() - interval '2 minutes')`,
      );
      for (const { id } of left) await this.runs.queue(tx, id);
    });
    await this.restores.end();
  }
}
