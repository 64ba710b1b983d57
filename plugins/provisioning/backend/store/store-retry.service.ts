import { Injectable } from '@nestjs/common';
import type { OperatorCaller, Origin } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Refusal } from '@purser/kit/backend/errors';
import { Signals } from '@purser/kit/backend/signals';
import { DataSource } from 'typeorm';
import { provisioningAudit, provisioningProblems } from '../../names.js';
import { STORE_CHANNEL, StoreRequests } from './store-requests.service.js';

export interface Retry {
  readonly storeId: string;
  readonly by: OperatorCaller;
  readonly origin: Origin;
  readonly reason: string;
}

/** An operator sends a failed store on its way again, or lets a waiting one start. */
@Injectable()
export class StoreRetry {
  constructor(
    private readonly dataSource: DataSource,
    private readonly requests: StoreRequests,
    private readonly signals: Signals,
    private readonly audit: AuditTrail,
  ) {}

  /** Of two at once, one is accepted and the other is refused with `store_not_retryable`. */
  async retry({ storeId, by, origin, reason }: Retry): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      const [[store]]: [{ workspace_id: string; phase: string; was: string; error: string | null }[], number] =
        await tx.query(
          `UPDATE provisioning_store s SET
             phase = CASE WHEN s.phase = 'failed' THEN s.failed_from ELSE s.phase END,
             failed_from = NULL, error = NULL, failures = 0,
             next_attempt_at = date_trunc('milliseconds', clock_timestamp()),
             approved_at = coalesce(s.approved_at, clock_timestamp())
           FROM (SELECT id, phase, error FROM provisioning_store WHERE id = $1 FOR UPDATE) old
           WHERE s.id = old.id AND (old.phase = 'failed' OR (old.phase = 'requested' AND s.approved_at IS NULL))
           RETURNING s.workspace_id, s.phase, old.phase AS was, old.error`,
          [storeId],
        );
      if (!store) throw new Refusal(provisioningProblems.storeNotRetryable);
      await this.requests.queue(tx, storeId);
      await this.signals.send(STORE_CHANNEL, store.workspace_id, tx);
      await this.audit.record(tx, {
        what: provisioningAudit.storeRetried,
        by,
        origin,
        reason,
        on: { type: 'store', id: storeId },
        workspaceId: store.workspace_id,
        before: { phase: store.was, error: store.error },
        after: { phase: store.phase },
      });
    });
  }
}
