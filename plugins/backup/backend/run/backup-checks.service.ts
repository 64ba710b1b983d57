import { Injectable } from '@nestjs/common';
import type { OperatorCaller, Origin } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Refusal } from '@purser/kit/backend/errors';
import { Jobs } from '@purser/kit/backend/jobs';
import { DataSource } from 'typeorm';
import { backupAudit, backupProblems } from '../../names.js';
import { DRILL_BACKUP } from './backup-follow-up.service.js';
import { BackupRuns } from './backup-runs.service.js';

const VERIFY_BACKUP = 'backup.verify-backup';

/** Verifications and drills that an operator asks for. Asked for twice before it begins, it is one. */
@Injectable()
export class BackupChecks {
  constructor(
    private readonly dataSource: DataSource,
    private readonly runs: BackupRuns,
    private readonly jobs: Jobs,
    private readonly audit: AuditTrail,
  ) {}

  /** Refuses with `backup_not_finished`. */
  async verify(id: string, by: OperatorCaller, origin: Origin): Promise<void> {
    await this.refuseUnfinished(id);
    await this.dataSource.transaction(async (tx) => {
      await this.jobs.enqueue(tx, VERIFY_BACKUP, { runId: id }, { key: `${VERIFY_BACKUP}:${id}` });
      await this.audit.record(tx, { what: backupAudit.verifyRequested, by, on: { type: 'backup', id }, origin });
    });
  }

  /** Refuses with `backup_not_finished`. */
  async drill(id: string, what: 'everything' | number, by: OperatorCaller, origin: Origin): Promise<void> {
    await this.refuseUnfinished(id);
    await this.dataSource.transaction(async (tx) => {
      await this.jobs.enqueue(tx, DRILL_BACKUP, { runId: id, what }, { key: `${DRILL_BACKUP}:${id}` });
      const detail = { what };
      await this.audit.record(tx, { what: backupAudit.drillRequested, by, on: { type: 'backup', id }, origin, detail });
    });
  }

  private async refuseUnfinished(id: string): Promise<void> {
    const run = await this.runs.get(id);
    if (!run) throw new Refusal(backupProblems.notFound);
    if (run.state !== 'uploaded' && run.state !== 'verified') throw new Refusal(backupProblems.notFinished);
  }
}
