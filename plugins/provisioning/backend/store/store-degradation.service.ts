import { Injectable } from '@nestjs/common';
import { Signals } from '@purser/kit/backend/signals';
import type { EntityManager } from 'typeorm';
import { STORE_CHANNEL } from './store-requests.service.js';

/** Whether a store answers its probes is a condition beside its phase: neither of these ever changes the phase. */
@Injectable()
export class StoreDegradation {
  constructor(private readonly signals: Signals) {}

  /** `reason` in snake_case. Told again, the first moment stays. */
  async degrade(tx: EntityManager, storeId: string, reason: string): Promise<void> {
    const [[store]]: [{ workspace_id: string }[], number] = await tx.query(
      `UPDATE provisioning_store SET degraded_since = coalesce(degraded_since, clock_timestamp()), degraded_reason = $2
       WHERE id = $1 AND degraded_reason IS DISTINCT FROM $2 RETURNING workspace_id`,
      [storeId, reason],
    );
    if (store) await this.signals.send(STORE_CHANNEL, store.workspace_id, tx);
  }

  async recover(tx: EntityManager, storeId: string): Promise<void> {
    const [[store]]: [{ workspace_id: string }[], number] = await tx.query(
      `UPDATE provisioning_store SET degraded_since = NULL, degraded_reason = NULL
       WHERE id = $1 AND degraded_since IS NOT NULL RETURNING workspace_id`,
      [storeId],
    );
    if (store) await this.signals.send(STORE_CHANNEL, store.workspace_id, tx);
  }
}
