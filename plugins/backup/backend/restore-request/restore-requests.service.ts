/** What owners ask for, and what becomes of it as far as they do it themselves. */
import { Injectable } from '@nestjs/common';
import type { CustomerCaller, Origin } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Refusal } from '@purser/kit/backend/errors';
import { RateLimits } from '@purser/kit/backend/limits';
import { DataSource, QueryFailedError } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { backupAudit, backupProblems } from '../../names.js';
import type { NewRestoreRequest, RestoreRequest } from '../../records.js';
import { RestoreMoments } from './restore-moments.service.js';
import { RestoreRequestMails } from './restore-request-mails.service.js';

export const RESTORE_REQUESTS = 'backup.restore-requests';
/** Each of them is a mail to every operator. */
const LIMIT = { points: 5, seconds: 86_400 };

const SHOWN = `id, backup_id AS "backupId", as_of AS "asOf", reason, state, requested_at AS "requestedAt", answer,
  decided_at AS "decidedAt", done_at AS "doneAt", restored_workspace_id AS "restoredWorkspaceId"`;

@Injectable()
export class RestoreRequests {
  constructor(
    private readonly dataSource: DataSource,
    private readonly limits: RateLimits,
    private readonly moments: RestoreMoments,
    private readonly mails: RestoreRequestMails,
    private readonly audit: AuditTrail,
  ) {}

  /** The newest twenty. */
  async list(workspaceId: string): Promise<RestoreRequest[]> {
    return await this.dataSource.query(
      `SELECT ${SHOWN} FROM backup_restore_request WHERE workspace_id = $1 ORDER BY requested_at DESC LIMIT 20`,
      [workspaceId],
    );
  }

  /** Refuses with `restore_moment_gone`, `restore_request_open`, 429. */
  async ask(
    workspaceId: string,
    { backupId, reason }: NewRestoreRequest,
    by: CustomerCaller,
    origin: Origin,
  ): Promise<RestoreRequest> {
    const id = uuidv7();
    await this.dataSource
      .transaction(async (tx) => {
        const asOf = await this.moments.find(tx, workspaceId, backupId);
        if (!asOf) throw new Refusal(backupProblems.momentGone);
        await tx.query(
          `INSERT INTO backup_restore_request (id, workspace_id, backup_id, as_of, reason, requested_by)
           VALUES ($1, $2, $3, $4, $5, $6)`,
          [id, workspaceId, backupId, asOf, reason, by.userId],
        );
        // Only what was not refused already is counted.
        await this.limits.consume(RESTORE_REQUESTS, workspaceId, LIMIT);
        const on = { type: 'restore-request', id };
        const detail = { backupId, asOf: asOf.toISOString() };
        await this.audit.record(tx, { what: backupAudit.restoreAsked, by, on, workspaceId, origin, reason, detail });
        await this.mails.asked(tx, id);
      })
      .catch((error: unknown) => {
        const { constraint } = ((error as QueryFailedError).driverError ?? {}) as { constraint?: string };
        throw constraint === 'backup_restore_request_one_open' ? new Refusal(backupProblems.requestOpen) : error;
      });
    return await this.get(workspaceId, id);
  }

  /** Refuses with `restore_request_not_found`, and with `restore_request_over` once somebody has answered. */
  async withdraw(workspaceId: string, id: string, by: CustomerCaller, origin: Origin): Promise<RestoreRequest> {
    await this.get(workspaceId, id);
    await this.dataSource.transaction(async (tx) => {
      const [, moved]: [unknown, number] = await tx.query(
        `UPDATE backup_restore_request SET state = 'withdrawn' WHERE id = $1 AND workspace_id = $2 AND state = 'requested'`,
        [id, workspaceId],
      );
      if (moved === 0) throw new Refusal(backupProblems.requestOver);
      const on = { type: 'restore-request', id };
      await this.audit.record(tx, { what: backupAudit.restoreWithdrawn, by, on, workspaceId, origin });
    });
    return await this.get(workspaceId, id);
  }

  private async get(workspaceId: string, id: string): Promise<RestoreRequest> {
    const [found]: RestoreRequest[] = await this.dataSource.query(
      `SELECT ${SHOWN} FROM backup_restore_request WHERE workspace_id = $1 AND id = $2`,
      [workspaceId, id],
    );
    if (!found) throw new Refusal(backupProblems.requestNotFound);
    return found;
  }
}
