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

interface Held {
  readonly workspaceId: string;
  readonly before: StoreHold | null;
}

/**
 * A store is stopped by itself, whatever its workspace is: for everybody, or for those who write. Operators hold and release what
 * they like; its quota holds only what nobody holds, and releases only what it held itself.
 */
@Injectable()
export class StoreHolds {
  constructor(
    private readonly dataSource: DataSource,
    private readonly desires: StoreDesires,
    private readonly audit: AuditTrail,
  ) {}

  /** Held already, it is held as said now, and by whom. Refuses with `store_not_suspendable` what is deleted or erased. */
  async hold(hold: Hold, mode: StoreHold): Promise<void> {
    const isHeld = await this.dataSource.transaction((tx) => this.holdIn(tx, hold, mode));
    if (!isHeld) throw new Refusal(provisioningProblems.storeNotSuspendable);
  }

  /**
   * Refuses with `store_not_held`: one that its workspace suspends is resumed with the workspace. One that is over its quota
   * is not held for that again before it is over anew.
   */
  async release(release: Hold): Promise<void> {
    const isReleased = await this.dataSource.transaction((tx) => this.releaseIn(tx, release));
    if (!isReleased) throw new Refusal(provisioningProblems.storeNotHeld);
  }

  /** False when it is not over by now, somebody holds it, or an operator opened it. */
  async holdForQuota(storeId: string, reason: string): Promise<boolean> {
    return await this.dataSource.transaction((tx) => this.holdIn(tx, { storeId, by: 'system', reason }, 'read_only'));
  }

  /** False when it is not held for that any more. */
  async releaseForQuota(storeId: string, reason: string): Promise<boolean> {
    return await this.dataSource.transaction((tx) => this.releaseIn(tx, { storeId, by: 'system', reason }));
  }

  private async holdIn(tx: EntityManager, hold: Hold, mode: StoreHold): Promise<boolean> {
    const { storeId, by, reason } = hold;
    const [[store]]: [Held[], number] = await tx.query(
      `UPDATE provisioning_store s SET held = $2, held_by = $3, held_reason = $4, held_at = clock_timestamp()
       FROM (SELECT id, held, held_by, usage_level, quota_waived FROM provisioning_store WHERE id = $1 FOR UPDATE) old
       WHERE s.id = old.id AND s.desired NOT IN ('deleted', 'purged') AND (old.held IS DISTINCT FROM $2 OR old.held_by <> $3)
         AND ($3 = 'operator' OR old.held IS NULL AND old.usage_level = 'over' AND NOT old.quota_waived)
       RETURNING s.workspace_id AS "workspaceId", old.held AS before`,
      [storeId, mode, holderOf(by), reason],
    );
    if (store) await this.follow(tx, hold, store, mode);
    return store !== undefined;
  }

  private async releaseIn(tx: EntityManager, release: Hold): Promise<boolean> {
    const { storeId, by } = release;
    const [[store]]: [Held[], number] = await tx.query(
      `UPDATE provisioning_store s SET held = NULL, held_by = NULL, held_reason = NULL, held_at = NULL,
         quota_waived = s.usage_level = 'over' AND $2 = 'operator'
       FROM (SELECT id, held, held_by FROM provisioning_store WHERE id = $1 FOR UPDATE) old
       WHERE s.id = old.id AND old.held IS NOT NULL AND ($2 = 'operator' OR old.held_by = $2)
       RETURNING s.workspace_id AS "workspaceId", old.held AS before`,
      [storeId, holderOf(by)],
    );
    if (store) await this.follow(tx, release, store, null);
    return store !== undefined;
  }

  private async follow(tx: EntityManager, hold: Hold, { workspaceId, before }: Held, after: StoreHold | null) {
    await this.desires.look(tx, workspaceId);
    const { storeId, by, origin, reason } = hold;
    await this.audit.record(tx, {
      what: after ? provisioningAudit.storeSuspended : provisioningAudit.storeResumed,
      by,
      origin,
      reason,
      on: { type: 'store', id: storeId },
      workspaceId,
      before: { held: before },
      after: { held: after },
    });
  }
}

function holderOf(by: Hold['by']): 'operator' | 'quota' {
  return by === 'system' ? 'quota' : 'operator';
}
