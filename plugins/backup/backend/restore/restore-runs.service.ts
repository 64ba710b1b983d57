import { Inject, Injectable } from '@nestjs/common';
import type { OperatorCaller, Origin } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Refusal } from '@purser/kit/backend/errors';
import { Jobs } from '@purser/kit/backend/jobs';
import { optionsOf } from '@purser/kit/backend/plugin';
import { DataSource, QueryFailedError } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { type StoreLogFacts, StoreLogs } from '../../../sync/backend/store-log/store-logs.service.js';
import { backupAudit, backupProblems } from '../../names.js';
import type { NewRestore } from '../../records.js';
import type { BackupOptions } from '../backup.options.js';
import { BackupError, type Failure, failureOf } from '../failure.js';
import { ProgressMeter } from '../progress/progress-meter.js';
import { RestoreAnswers } from '../restore-request/restore-answers.service.js';
import { BackupRuns } from '../run/backup-runs.service.js';
import { BackupWork } from '../run/backup-work.service.js';
import { ClaimLost } from '../run/run-claim.js';
import { StoredBackups } from '../run/stored-backups.service.js';
import { BackupTargets } from '../target/backup-targets.service.js';
import { LostRestores } from './lost-restores.service.js';
import { RestoreClaim } from './restore-claim.js';
import { type WorkspaceReport, type WorkspaceRestore, WorkspaceRestores } from './workspace-restore.service.js';

export const RUN_RESTORE = 'backup.run-restore';
/** What was there before a restore in place is kept for so long. */
const SAFETY_DAYS = 30;

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
    private readonly logs: StoreLogs,
    private readonly lost: LostRestores,
    private readonly answers: RestoreAnswers,
    @Inject(optionsOf('backup')) private readonly options: BackupOptions,
  ) {}

  /** Refuses with `backup_not_finished`, `confirmation_wrong`, `restore_running`, `restore_request_over`. */
  async request({
    backupId,
    mode,
    workspaceId,
    label,
    dryRun,
    confirm,
    withoutSafety,
    reason,
    requestId,
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
        if (requestId && !dryRun) {
          await this.answers.approve(tx, { id: requestId, restoreId: id, workspaceId, by, origin });
        }
        await this.jobs.enqueue(tx, RUN_RESTORE, { id, label, withoutSafety }, { key: `${RUN_RESTORE}:${id}` });
      })
      .catch((error: unknown) => {
        const { constraint } = ((error as QueryFailedError).driverError ?? {}) as { constraint?: string };
        throw constraint === 'backup_restore_one_in_place' ? new Refusal(backupProblems.restoreRunning) : error;
      });
    return id;
  }

  /** The restore and its row are one transaction: what a process that dies has begun is undone, and the row says so. */
  async perform({ id, ...how }: AskedRestore, stop: AbortSignal): Promise<void> {
    const claim = await RestoreClaim.take(this.dataSource, id, this.options.leaseMs);
    if (!claim) return;
    let closed: StoreLogFacts['mode'] | undefined;
    try {
      const { mode, workspaceId, dryRun } = claim.row;
      if (mode === 'in-place' && !dryRun) closed = await this.closeWrites(claim, workspaceId);
      const report = await this.restore(claim, { ...how, closed }, AbortSignal.any([stop, claim.signal]));
      if (dryRun) await claim.succeed(this.dataSource.manager, report, null);
    } catch (error) {
      if (error instanceof ClaimLost || claim.signal.aborted) return;
      const failure: Failure = stop.aborted
        ? { code: 'worker_lost', message: 'The process was stopped; nothing was changed. Ask for it again.' }
        : failureOf(error);
      await this.dataSource.transaction(async (tx) => {
        await claim.fail(tx, failure);
        await this.answers.reopen(tx, id);
        if (closed) await this.lost.reopen(tx, claim.row.workspaceId, closed);
        const on = { type: 'restore', id };
        const detail = { code: failure.code };
        await this.audit.record(tx, { what: backupAudit.restoreFailed, by: 'system', on, detail });
      });
    } finally {
      claim.release();
    }
  }

  private async restore(
    claim: RestoreClaim,
    { label, withoutSafety, closed }: Omit<AskedRestore, 'id'> & { closed?: StoreLogFacts['mode'] },
    signal: AbortSignal,
  ): Promise<WorkspaceReport> {
    const { mode, backupId, target, workspaceId, dryRun } = claim.row;
    const backup = await this.stored.open(this.targets.get(target), backupId);
    if (mode === 'in-place' && !dryRun) await this.keepWhatIsThere(claim, withoutSafety, signal);
    const meter = new ProgressMeter('loading');
    meter.expect(backup.reader.segmentOf(workspaceId)?.tables.map(([table, rows]) => [table, rows]) ?? []);
    claim.show(meter);
    const restore: WorkspaceRestore = {
      workspaceId,
      dryRun,
      label,
      signal,
      meter,
      closedFrom: closed,
      conclude: async (tx, report) => {
        await claim.succeed(tx, report, report.workspaceId);
        await this.answers.done(tx, claim.id, report.workspaceId);
      },
    };
    if (mode === 'copy') return await this.workspaces.copy(backup, restore);
    return await this.workspaces.inPlace(backup, restore);
  }

  /** First of all, so that what is kept is all there ever was. Undefined where nothing was open. */
  private async closeWrites(claim: RestoreClaim, workspaceId: string): Promise<StoreLogFacts['mode'] | undefined> {
    return await this.dataSource.transaction(async (tx) => {
      const log = await this.logs.ofWorkspace(workspaceId, tx);
      if (log?.mode !== 'open') return undefined;
      await claim.closedFrom(tx, log.mode);
      await this.logs.setMode(tx, log.storeId, 'read_only');
      return log.mode;
    });
  }

  private async keepWhatIsThere(claim: RestoreClaim, withoutSafety: boolean, signal: AbortSignal): Promise<void> {
    claim.show(new ProgressMeter('keeping'));
    const { workspaceId } = claim.row;
    const id = await this.dataSource.transaction((tx) =>
      this.runs.request(tx, { workspaceId, trigger: 'safety', by: 'system', keepDays: SAFETY_DAYS }, { queued: false }),
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
