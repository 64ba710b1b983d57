import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@purser/kit/backend/audit';
import type { Job, JobRun } from '@purser/kit/backend/jobs';
import { DataSource } from 'typeorm';
import { backupAudit } from '../../names.js';
import { BackupAlarms } from '../alarm/backup-alarms.service.js';
import { BackupEngine } from '../engine/backup-engine.service.js';
import { failureOf, isCorruption } from '../failure.js';
import { BackupTargets } from '../target/backup-targets.service.js';
import { BackupRuns } from './backup-runs.service.js';
import { StoredBackups } from './stored-backups.service.js';

/** Reads a backup that is there once more. A target that does not answer says nothing of the backup: that is tried again. */
@Injectable()
export class VerifyBackupJob implements Job<{ runId: string }> {
  constructor(
    private readonly dataSource: DataSource,
    private readonly runs: BackupRuns,
    private readonly targets: BackupTargets,
    private readonly stored: StoredBackups,
    private readonly engine: BackupEngine,
    private readonly audit: AuditTrail,
    private readonly alarms: BackupAlarms,
  ) {}

  async run({ payload: { runId }, signal }: Pick<JobRun<{ runId: string }>, 'payload' | 'signal'>): Promise<void> {
    const run = await this.runs.get(runId);
    if (run?.state !== 'uploaded' && run?.state !== 'verified') return;
    const on = { type: 'backup', id: runId };
    try {
      await this.engine.verify(await this.stored.open(this.targets.get(run.target), runId), { signal });
    } catch (error) {
      const failure = failureOf(error);
      if (!isCorruption(failure)) throw error;
      await this.dataSource.transaction(async (tx) => {
        await tx.query(
          `UPDATE backup_run SET state = 'corrupt', error_code = $2, error = $3 WHERE id = $1 AND state IN ('uploaded', 'verified')`,
          [runId, failure.code, failure.message],
        );
        await this.audit.record(tx, { what: backupAudit.corrupt, by: 'system', on, detail: { code: failure.code } });
        await this.alarms.runFailed(tx, run, 'corrupt', failure);
      });
      return;
    }
    await this.dataSource.transaction(async (tx) => {
      await tx.query(
        `UPDATE backup_run SET state = 'verified', verified_at = clock_timestamp() WHERE id = $1 AND state IN ('uploaded', 'verified')`,
        [runId],
      );
      await this.audit.record(tx, { what: backupAudit.verified, by: 'system', on });
    });
  }
}
