import { Injectable } from '@nestjs/common';
import { Signals } from '@purser/kit/backend/signals';
import type { EntityManager } from 'typeorm';
import { StoreLogs } from '../../../sync/backend/store-log/store-logs.service.js';
import type { DesiredState, StorePhase } from '../../records.js';
import { StoreOpenings } from './store-openings.service.js';
import { STORE_CHANNEL, StoreRequests } from './store-requests.service.js';

/** SQL over `provisioning_store s` and its `workspace w`: what the store shall be. */
export const DESIRED = `CASE
  WHEN w.deleted_at IS NOT NULL THEN 'deleted'
  WHEN w.suspended_at IS NOT NULL OR s.held = 'full' THEN 'suspended'
  WHEN s.held = 'read_only' THEN 'read_only'
  ELSE 'active' END`;

export interface Desire {
  readonly storeId: string;
  readonly desired: DesiredState;
  readonly phase: StorePhase;
}

interface Told extends Desire {
  readonly workspaceId: string;
  readonly backendId: string | null;
}

/** What a store shall be, read from its workspace: told by its events, and looked at by each reconcile all the same. */
@Injectable()
export class StoreDesires {
  constructor(
    private readonly requests: StoreRequests,
    private readonly logs: StoreLogs,
    private readonly openings: StoreOpenings,
    private readonly signals: Signals,
  ) {}

  /** Null when nothing is new. Whoever works on the store goes on; what is desired is looked at when it rests. */
  async look(tx: EntityManager, workspaceId: string): Promise<Desire | null> {
    const [[store]]: [Told[], number] = await tx.query(
      `UPDATE provisioning_store s SET desired = ${DESIRED}, purge_after = w.purge_after,
         next_attempt_at = CASE WHEN s.phase IN ('active', 'suspended', 'deleted', 'failed')
           THEN date_trunc('milliseconds', clock_timestamp()) ELSE s.next_attempt_at END
       FROM workspace w
       WHERE s.workspace_id = $1 AND w.id = s.workspace_id AND s.desired <> 'purged'
         AND (s.desired <> ${DESIRED} OR s.purge_after IS DISTINCT FROM w.purge_after)
       RETURNING s.id AS "storeId", s.workspace_id AS "workspaceId", s.backend_id AS "backendId", s.desired, s.phase`,
      [workspaceId],
    );
    if (!store) return null;
    await this.tellDevices(tx, store);
    await this.requests.queue(tx, store.storeId);
    await this.signals.send(STORE_CHANNEL, workspaceId, tx);
    return store;
  }

  /**
   * Devices that ask from now on hear that it will be ready, and come again in a second; not that it is suspended. Neither
   * lets anybody in. A store that came up while it was to stay closed, and shall not any more, was never closed: it opens.
   */
  private async tellDevices(tx: EntityManager, store: Told): Promise<void> {
    const { storeId, workspaceId, backendId, desired, phase } = store;
    const mode = (await this.logs.get(storeId, tx))?.mode;
    const shut = mode === 'closed' || mode === 'provisioning';
    if (desired === 'active' && phase === 'active' && shut && backendId !== null) {
      await this.openings.reopen(tx, { storeId, workspaceId, backendId });
    } else if (desired === 'active' && mode === 'closed') await this.logs.setMode(tx, storeId, 'provisioning');
    const stays = phase === 'suspended' || phase === 'deleted';
    if (desired !== 'active' && stays && mode === 'provisioning') await this.logs.setMode(tx, storeId, 'closed');
  }
}
