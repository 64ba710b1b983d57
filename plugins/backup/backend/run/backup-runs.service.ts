import { Injectable } from '@nestjs/common';
import type { OperatorCaller, Origin } from '@purser/kit/backend/access';
import { type AuditEntry, AuditTrail } from '@purser/kit/backend/audit';
import { Refusal } from '@purser/kit/backend/errors';
import { Jobs } from '@purser/kit/backend/jobs';
import { DataSource, type EntityManager, QueryFailedError } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { backupAudit, backupProblems } from '../../names.js';
import { BackupTargets } from '../target/backup-targets.service.js';
import { type BackupRun, RUN_COLUMNS } from './backup-run-row.js';

export const RUN_BACKUP = 'backup.run-backup';

export interface WantedRun {
  readonly workspaceId?: string;
  /** Of logs only what the newest stored backup has not. */
  readonly events?: boolean;
  readonly target?: string;
  readonly trigger: BackupRun['trigger'];
  readonly policyId?: string;
  readonly slotAt?: Date;
  /** Asked for twice with the same key, it is one run. */
  readonly key?: string;
  readonly verifies?: boolean;
  readonly by: AuditEntry['by'];
  readonly origin?: Origin;
  readonly reason?: string;
  /** Deleted this many days after it was asked for; default: a policy decides, or nobody. */
  readonly keepDays?: number;
}

@Injectable()
export class BackupRuns {
  constructor(
    private readonly dataSource: DataSource,
    private readonly jobs: Jobs,
    private readonly audit: AuditTrail,
    private readonly targets: BackupTargets,
  ) {}

  /** The row and, unless the caller does the work, its job. Refuses with `backup_running`, `target_unknown`. */
  async request(tx: EntityManager, wanted: WantedRun, { queued = true } = {}): Promise<string> {
    const target = wanted.target === undefined ? this.targets.first : this.targets.get(wanted.target);
    const id = uuidv7();
    const inserted: { id: string }[] = await tx
      .query(
        `INSERT INTO backup_run (id, kind, workspace_id, policy_id, slot_at, trigger, key, target, verifies, requested_by, reason,
                 expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, clock_timestamp() + $12 * interval '1 day') ON CONFLICT (key) DO NOTHING RETURNING id`,
        [
          id,
          wanted.workspaceId !== undefined ? 'workspace' : wanted.events ? 'events' : 'full',
          wanted.workspaceId ?? null,
          wanted.policyId ?? null,
          wanted.slotAt ?? null,
          wanted.trigger,
          wanted.key ?? null,
          target.name,
          wanted.verifies ?? true,
          nameOf(wanted.by),
          wanted.reason ?? null,
          wanted.keepDays ?? null,
        ],
      )
      .catch((error: unknown) => {
        throw breaks(error, 'backup_run_one_per_policy') ? new Refusal(backupProblems.alreadyRunning) : error;
      });
    if (inserted.length === 0) {
      const [known]: { id: string }[] = await tx.query('SELECT id FROM backup_run WHERE key = $1', [wanted.key]);
      return known?.id ?? id;
    }
    if (queued) await this.queue(tx, id);
    await this.audit.record(tx, {
      what: backupAudit.requested,
      by: wanted.by,
      on: { type: 'backup', id },
      workspaceId: wanted.workspaceId,
      origin: wanted.origin,
      reason: wanted.reason,
      detail: { trigger: wanted.trigger, target: target.name },
    });
    return id;
  }

  async queue(tx: EntityManager, id: string): Promise<void> {
    await this.jobs.enqueue(tx, RUN_BACKUP, { runId: id }, { key: `${RUN_BACKUP}:${id}` });
  }

  async get(id: string): Promise<BackupRun | null> {
    const [run]: BackupRun[] = await this.dataSource.query(`SELECT ${RUN_COLUMNS} FROM backup_run WHERE id = $1`, [id]);
    return run ?? null;
  }

  /** One that waits ends at once, one that runs within a second. Refuses with `backup_not_cancellable`. */
  async cancel(id: string, by: OperatorCaller, origin: Origin): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      const [, asked]: [unknown, number] = await tx.query(
        `UPDATE backup_run SET cancel_requested_at = clock_timestamp(),
                state = CASE state WHEN 'queued' THEN 'cancelled' ELSE state END,
                finished_at = CASE state WHEN 'queued' THEN clock_timestamp() END
          WHERE id = $1 AND state IN ('queued', 'running')`,
        [id],
      );
      if (asked === 0) throw new Refusal(backupProblems.notCancellable);
      await this.audit.record(tx, { what: backupAudit.cancelled, by, on: { type: 'backup', id }, origin });
    });
  }
}

function nameOf(by: AuditEntry['by']): string {
  if (typeof by === 'string') return by;
  return by.kind === 'operator' ? `operator:${by.operatorId}` : `customer:${by.userId}`;
}

function breaks(error: unknown, constraint: string): boolean {
  return error instanceof QueryFailedError && (error.driverError as { constraint?: string }).constraint === constraint;
}
