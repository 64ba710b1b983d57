/** What operators answer: a restore, or why not. */
import { Injectable } from '@nestjs/common';
import type { OperatorCaller, Origin } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Refusal } from '@purser/kit/backend/errors';
import { DataSource, type EntityManager } from 'typeorm';
import { backupAudit, backupProblems } from '../../names.js';
import { RestoreRequestMails } from './restore-request-mails.service.js';

interface Approval {
  readonly id: string;
  readonly restoreId: string;
  readonly workspaceId: string;
  readonly by: OperatorCaller;
  readonly origin: Origin;
}

@Injectable()
export class RestoreAnswers {
  constructor(
    private readonly dataSource: DataSource,
    private readonly mails: RestoreRequestMails,
    private readonly audit: AuditTrail,
  ) {}

  /** In the transaction that queues the restore. Refuses with `restore_request_over`. */
  async approve(tx: EntityManager, { id, restoreId, workspaceId, by, origin }: Approval): Promise<void> {
    const [, moved]: [unknown, number] = await tx.query(
      `UPDATE backup_restore_request SET state = 'approved', decided_by = $4, decided_at = clock_timestamp(), restore_id = $3
        WHERE id = $1 AND workspace_id = $2 AND state = 'requested'`,
      [id, workspaceId, restoreId, by.operatorId],
    );
    if (moved === 0) throw new Refusal(backupProblems.requestOver);
    const on = { type: 'restore-request', id };
    const detail = { restoreId };
    await this.audit.record(tx, { what: backupAudit.restoreApproved, by, on, workspaceId, origin, detail });
  }

  /** Refuses with `restore_request_over`. */
  async decline(id: string, reason: string, by: OperatorCaller, origin: Origin): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      const [[declined]]: [{ workspaceId: string }[], number] = await tx.query(
        `UPDATE backup_restore_request SET state = 'declined', decided_by = $2, decided_at = clock_timestamp(), answer = $3
          WHERE id = $1 AND state = 'requested' RETURNING workspace_id AS "workspaceId"`,
        [id, by.operatorId, reason],
      );
      if (!declined) throw new Refusal(backupProblems.requestOver);
      const on = { type: 'restore-request', id };
      const { workspaceId } = declined;
      await this.audit.record(tx, { what: backupAudit.restoreDeclined, by, on, workspaceId, origin, reason });
      await this.mails.declined(tx, id);
    });
  }

  /** In the transaction of the restore itself: who asked hears of it if and only if it is there. */
  async done(tx: EntityManager, restoreId: string, restoredWorkspaceId: string): Promise<void> {
    const [[done]]: [{ id: string }[], number] = await tx.query(
      `UPDATE backup_restore_request SET state = 'done', done_at = clock_timestamp(), restored_workspace_id = $2
        WHERE restore_id = $1 AND state = 'approved' RETURNING id`,
      [restoreId, restoredWorkspaceId],
    );
    if (done) await this.mails.done(tx, done.id);
  }

  /** A restore that failed answers nothing: it can be approved or declined again. */
  async reopen(tx: EntityManager, restoreId: string): Promise<void> {
    await tx.query(
      `UPDATE backup_restore_request SET state = 'requested', decided_by = NULL, decided_at = NULL, restore_id = NULL
        WHERE restore_id = $1 AND state = 'approved'`,
      [restoreId],
    );
  }
}
