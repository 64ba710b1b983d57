import { Injectable } from '@nestjs/common';
import type { Listener } from '@purser/kit/backend/events';
import { Signals } from '@purser/kit/backend/signals';
import type { EntityManager } from 'typeorm';
import { UsageLevels } from '../quota/usage-levels.service.js';
import { STORE_CHANNEL, StoreRequests } from './store-requests.service.js';

interface Replaced {
  readonly storeId: string;
  readonly workspaceId: string;
  readonly backendId: string;
}

/** A backup took the place of the log: the store has its backend id, may be less full, and an active one is proven to work again. */
@Injectable()
export class NoteReplacedLog implements Listener<Replaced> {
  constructor(
    private readonly requests: StoreRequests,
    private readonly signals: Signals,
    private readonly levels: UsageLevels,
  ) {}

  async handle({ storeId, workspaceId, backendId }: Replaced, tx: EntityManager): Promise<void> {
    const [[store]]: [{ phase: string }[], number] = await tx.query(
      `UPDATE provisioning_store SET backend_id = $2,
         phase = CASE phase WHEN 'active' THEN 'restoring' ELSE phase END,
         course = CASE phase WHEN 'active' THEN 'restored' ELSE course END,
         walk = walk + CASE phase WHEN 'active' THEN 1 ELSE 0 END,
         fence = fence + CASE phase WHEN 'active' THEN 1 ELSE 0 END,
         lease_owner = CASE phase WHEN 'active' THEN NULL ELSE lease_owner END,
         lease_until = CASE phase WHEN 'active' THEN NULL ELSE lease_until END,
         next_attempt_at = CASE phase WHEN 'active' THEN date_trunc('milliseconds', clock_timestamp()) ELSE next_attempt_at END
       WHERE id = $1 RETURNING phase`,
      [storeId, backendId],
    );
    await this.levels.settle(tx, storeId);
    if (store?.phase !== 'restoring') return;
    await this.requests.queue(tx, storeId);
    await this.signals.send(STORE_CHANNEL, workspaceId, tx);
  }
}
