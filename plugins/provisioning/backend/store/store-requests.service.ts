import { Injectable } from '@nestjs/common';
import { Jobs } from '@purser/kit/backend/jobs';
import { Signals } from '@purser/kit/backend/signals';
import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { StoreLogs } from '../../../sync/backend/store-log/store-logs.service.js';

/** Told with the workspace's id whenever a store's phase or steps changed; the receiver reads the rows. */
export const STORE_CHANNEL = 'provisioning.store';

export const PROVISION_STORE = 'provisioning.provision-store';

/** A store row and the job that makes it true are written together, or not at all. */
@Injectable()
export class StoreRequests {
  constructor(
    private readonly jobs: Jobs,
    private readonly signals: Signals,
    private readonly logs: StoreLogs,
  ) {}

  /** Answers the new store's id, or null when the workspace has one. */
  async request(tx: EntityManager, workspaceId: string): Promise<string | null> {
    const id = `st-${uuidv7()}`;
    const inserted: unknown[] = await tx.query(
      `INSERT INTO provisioning_store (id, workspace_id) VALUES ($1, $2)
       ON CONFLICT (workspace_id) DO NOTHING RETURNING id`,
      [id, workspaceId],
    );
    if (inserted.length === 0) return null;
    await this.queue(tx, id);
    await this.signals.send(STORE_CHANNEL, workspaceId, tx);
    return id;
  }

  /**
   * Whoever works on the store loses the claim; nobody gets in from the commit on, and a job erases it. Told of a store
   * that leaves already, nothing happens.
   */
  async purge(tx: EntityManager, workspaceId: string): Promise<void> {
    const [[store]]: [{ id: string }[], number] = await tx.query(
      `UPDATE provisioning_store
       SET phase = 'purging', course = 'purge', walk = walk + 1, desired = 'purged', failed_from = NULL, error = NULL, failures = 0, fence = fence + 1,
           lease_owner = NULL, lease_until = NULL, next_attempt_at = date_trunc('milliseconds', clock_timestamp()),
           usage_level = 'ok', usage_since = NULL, quota_waived = false
       WHERE workspace_id = $1 AND phase NOT IN ('purging', 'purged') AND failed_from IS DISTINCT FROM 'purging'
       RETURNING id`,
      [workspaceId],
    );
    if (!store) return;
    await this.logs.setMode(tx, store.id, 'closed');
    await this.queue(tx, store.id);
    await this.signals.send(STORE_CHANNEL, workspaceId, tx);
  }

  /** Asked for twice before it starts, it runs once. */
  async queue(tx: EntityManager, storeId: string, runAt?: Date): Promise<void> {
    await this.jobs.enqueue(tx, PROVISION_STORE, { storeId }, { key: `${PROVISION_STORE}:${storeId}`, runAt });
  }
}
