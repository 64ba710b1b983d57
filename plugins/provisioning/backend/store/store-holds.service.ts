import { Injectable } from '@nestjs/common';
import type { OperatorCaller, Origin } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Refusal } from '@purser/kit/backend/errors';
import { DataSource, type EntityManager } from 'typeorm';
import { provisioningAudit, provisioningProblems } from '../../names.js';
import type { StoreHold } from '../../records.js';
import { StoreDesires } from './store-desires.service.js';

export interface Hold {
  readonly storeId: string;
  readonly by: OperatorCaller | 'system';
  readonly origin?: Origin;
  readonly reason: string;
}

/** A store is stopped by itself, whatever its workspace is: for everybody, or for those who write. */
@Injectable()
export class StoreHolds {
  constructor(
    private readonly dataSource: DataSource,
    private readonly desires: StoreDesires,
    private readonly audit: AuditTrail,
  ) {}

  /** Held already, it is held as said now. Refuses with `store_not_suspendable` what is deleted or erased. */
  async hold({ storeId, by, origin, reason }: Hold, mode: StoreHold): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      const [[store]]: [{ workspaceId: string; before: StoreHold | null }[], number] = await tx.query(
        `UPDATE provisioning_store s SET held = $2, held_by = $3, held_reason = $4, held_at = clock_timestamp()
         FROM (SELECT id, held FROM provisioning_store WHERE id = $1 FOR UPDATE) old
         WHERE s.id = old.id AND s.desired NOT IN ('deleted', 'purged') AND old.held IS DISTINCT FROM $2
         RETURNING s.workspace_id AS "workspaceId", old.held AS before`,
        [storeId, mode, by === 'system' ? 'quota' : 'operator', reason],
      );
      if (!store) throw new Refusal(provisioningProblems.storeNotSuspendable);
      const { workspaceId, before } = store;
      await this.desires.look(tx, workspaceId);
      const on = { type: 'store', id: storeId };
      const what = provisioningAudit.storeSuspended;
      const change = { before: { held: before }, after: { held: mode } };
      await this.audit.record(tx, { what, by, origin, reason, on, workspaceId, ...change });
    });
  }

  /** Refuses with `store_not_held`: one that its workspace suspends is resumed with the workspace. */
  async release(release: Hold): Promise<void> {
    await this.dataSource.transaction((tx) => this.releaseIn(tx, release));
  }

  private async releaseIn(tx: EntityManager, { storeId, by, origin, reason }: Hold): Promise<void> {
    const [[store]]: [{ workspaceId: string; before: StoreHold }[], number] = await tx.query(
      `UPDATE provisioning_store s SET held = NULL, held_by = NULL, held_reason = NULL, held_at = NULL
       FROM (SELECT id, held FROM provisioning_store WHERE id = $1 FOR UPDATE) old
       WHERE s.id = old.id AND old.held IS NOT NULL RETURNING s.workspace_id AS "workspaceId", old.held AS before`,
      [storeId],
    );
    if (!store) throw new Refusal(provisioningProblems.storeNotHeld);
    const { workspaceId, before } = store;
    await this.desires.look(tx, workspaceId);
    const on = { type: 'store', id: storeId };
    const what = provisioningAudit.storeResumed;
    await this.audit.record(tx, {
      what,
      by,
      origin,
      reason,
      on,
      workspaceId,
      before: { held: before },
      after: { held: null },
    });
  }
}
