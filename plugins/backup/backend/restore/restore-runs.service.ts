import { Injectable } from '@nestjs/common';
import type { OperatorCaller, Origin } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Refusal } from '@purser/kit/backend/errors';
import { Jobs } from '@purser/kit/backend/jobs';
import { DataSource, QueryFailedError } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { backupAudit, backupProblems } from '../../names.js';
import type { NewRestore } from '../../records.js';
import { BackupError, failureOf } from '../failure.js';
import { BackupRuns } from '../run/backup-runs.service.js';
import { BackupWork } from '../run/backup-work.service.js';
import { StoredBackups } from '../run/stored-backups.service.js';
import { BackupTargets } from '../target/backup-targets.service.js';
import { type WorkspaceReport, WorkspaceRestores } from './workspace-restore.service.js';

export const RUN_RESTORE = 'backup.run-restore';

interface Wanted extends NewRestore {
  readonly backupId: string;
  readonly by: OperatorCaller;
  readonly origin: Origin;
}

/** Restores of one workspace that an operator asked for: a row, and the job that makes it true. */
@Injectable()
export class RestoreRuns {
  constructor(
    private readonly dataSource: DataSource,
    private readonly jobs: Jobs,
    private readonly audit: AuditTrail,
    private readonly targets: BackupTargets,
    private readonly stored: StoredBackups,
    private readonly runs: BackupRuns,
    private readonly work: BackupWork,
    private readonly workspaces: WorkspaceRestores,
  ) {}

  /** Refuses with `backup_not_finished`, `confirmation_wrong`, `restore_running`. */
  async request({
    backupId,
    mode,
    workspaceId,
    label,
    dryRun,
    confirm,
    withoutSafety,
    reason,
    by,
    origin,
  }: Wanted): Promise<string> {
    const backup = await this.runs.get(backupId);
    if (backup?.state !== 'uploaded' && backup?.state !== 'verified') throw new Refusal(backupProblems.notFinished);
    const id = uuidv7();
    await this.dataSource
      .transaction(async (tx) => {
        if (mode === 'in-place' && !dryRun) {
          const [workspace]: { name: string }[] = await tx.query('SELECT name FROM workspace WHERE id = $1', [
            workspaceId,
          ]);
          if (workspace?.name !== confirm) throw new Refusal(backupProblems.confirmation);
        }
        await tx.query(
          `INSERT INTO backup_restore (id, mode, backup_id, target, workspace_id, dry_run, requested_by, reason)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
          [id, mode, backupId, backup.target, workspaceId, dryRun, `operator:${by.operatorId}`, reason],
        );
        await this.audit.record(tx, {
          what: backupAudit.restoreRequested,
          by,
          on: { type: 'backup', id: backupId },
          workspaceId,
          origin,
          reason,
          detail: { mode, dryRun },
        });
        await this.jobs.enqueue(tx, RUN_RESTORE, { id, label, withoutSafety }, { key: `${RUN_RESTORE}:${id}` });
      })
      .catch((error: unknown) => {
        const { constraint } = ((error as QueryFailedError).driverError ?? {}) as { constraint?: string };
        throw constraint === 'backup_restore_one_in_place' ? new Refusal(backupProblems.restoreRunning) : error;
      });
    return id;
  }

  /** All of it is one transaction: what a process that dies has begun is undone, and the row says so. */
  async perform({ id, ...how }: AskedRestore, signal: AbortSignal): Promise<void> {
    const [[row]]: [RestoreRow[], number] = await this.dataSource.query(
      `UPDATE backup_restore SET state = 'running', started_at = clock_timestamp() WHERE id = $1 AND state IN ('queued', 'running')
       RETURNING mode, backup_id AS "backupId", target, workspace_id AS "workspaceId", dry_run AS "dryRun"`,
      [id],
    );
    if (!row) return;
    try {
      const report = await this.restore(row, how, signal);
      await this.dataSource.query(
        `UPDATE backup_restore SET state = 'succeeded', report = $2, new_workspace_id = $3, finished_at = clock_timestamp()
          WHERE id = $1`,
        [id, report, row.dryRun ? null : report.workspaceId],
      );
    } catch (error) {
      if (signal.aborted) throw error;
      const { code, message } = failureOf(error);
      await this.dataSource.transaction(async (tx) => {
        await tx.query(
          `UPDATE backup_restore SET state = 'failed', error_code = $2, error = $3, finished_at = clock_timestamp() WHERE id = $1`,
          [id, code, message],
        );
        const on = { type: 'restore', id };
        await this.audit.record(tx, { what: backupAudit.restoreFailed, by: 'system', on, detail: { code } });
      });
    }
  }

  private async restore(
    { mode, backupId, target, workspaceId, dryRun }: RestoreRow,
    { label, withoutSafety }: Omit<AskedRestore, 'id'>,
    signal: AbortSignal,
  ): Promise<WorkspaceReport> {
    const backup = await this.stored.open(this.targets.get(target), backupId);
    const restore = { workspaceId, dryRun, label, signal };
    if (mode === 'copy') return await this.workspaces.copy(backup, restore);
    if (!dryRun) await this.keepWhatIsThere(workspaceId, withoutSafety, signal);
    return await this.workspaces.inPlace(backup, restore);
  }

  private async keepWhatIsThere(workspaceId: string, withoutSafety: boolean, signal: AbortSignal): Promise<void> {
    const id = await this.dataSource.transaction((tx) =>
      this.runs.request(tx, { workspaceId, trigger: 'safety', by: 'system' }, { queued: false }),
    );
    await this.work.work(id, signal);
    const kept = await this.runs.get(id);
    if (kept?.state === 'verified' || withoutSafety) return;
    throw new BackupError(
      'safety_failed',
      `What is there now could not be kept first (${kept?.errorCode}); nothing was changed. Mend that, or go on without.`,
    );
  }
}

/** The payload of the job. */
export interface AskedRestore {
  readonly id: string;
  readonly label?: string;
  readonly withoutSafety: boolean;
}

interface RestoreRow {
  readonly mode: 'copy' | 'in-place';
  readonly backupId: string;
  readonly target: string;
  readonly workspaceId: string;
  readonly dryRun: boolean;
}
