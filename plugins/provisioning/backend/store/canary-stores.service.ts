import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { StorePhase } from '../../records.js';
import type { ProbeLog } from '../probe/probe-logs.service.js';
import { StoreProvisioner } from './store-provisioner.service.js';
import { StoreRequests } from './store-requests.service.js';

/** How long a walk may wait for another process that works on the same canary. */
const WALK_MS = 60_000;
const LOOK_AGAIN_MS = 250;

/**
 * Stores of nobody that go the whole way and away again, to see that the way is there. Their workspace does not exist, so
 * that no list, seat, quota, backup or bill can count them; nothing is published of them, and nothing stands in the audit trail.
 */
@Injectable()
export class CanaryStores {
  constructor(
    private readonly dataSource: DataSource,
    private readonly provisioner: StoreProvisioner,
    private readonly requests: StoreRequests,
  ) {}

  /** An active store; throws with the cause when it does not become one. */
  async create(signal: AbortSignal): Promise<ProbeLog> {
    const store = { storeId: `st-${uuidv7()}`, workspaceId: randomUUID() };
    await this.dataSource.query('INSERT INTO provisioning_store (id, workspace_id, canary) VALUES ($1, $2, true)', [
      store.storeId,
      store.workspaceId,
    ]);
    const { phase, error, backendId } = await this.walk(store.storeId, ['active', 'failed'], signal);
    if (phase !== 'active' || backendId === null) throw new Error(error ?? `the canary stands at ${phase}`);
    return { ...store, backendId };
  }

  /** The store, its log and the row itself are gone afterwards. Throws when something would be left. */
  async erase({ storeId, workspaceId }: Pick<ProbeLog, 'storeId' | 'workspaceId'>, signal: AbortSignal): Promise<void> {
    await this.dataSource.transaction((tx) => this.requests.purge(tx, workspaceId));
    const { phase, error } = await this.walk(storeId, ['purged', 'failed'], signal);
    if (phase !== 'purged') throw new Error(error ?? `the canary stands at ${phase}`);
    await this.dataSource.query('DELETE FROM provisioning_store WHERE id = $1 AND canary', [storeId]);
  }

  /** Of processes that died over one: at most ten a round. Answers how many were collected. */
  async eraseLeftovers(signal: AbortSignal): Promise<number> {
    const leftovers: { storeId: string; workspaceId: string }[] = await this.dataSource.query(
      `SELECT id AS "storeId", workspace_id AS "workspaceId" FROM provisioning_store
       WHERE canary AND requested_at < clock_timestamp() - interval '10 minutes' ORDER BY requested_at LIMIT 10`,
    );
    for (const store of leftovers) await this.erase(store, signal);
    return leftovers.length;
  }

  private async walk(storeId: string, ends: readonly StorePhase[], signal: AbortSignal): Promise<Standing> {
    const deadline = performance.now() + WALK_MS;
    for (;;) {
      await this.provisioner.provision(storeId, signal);
      signal.throwIfAborted();
      const [standing]: Standing[] = await this.dataSource.query(
        'SELECT phase, error, failures, backend_id AS "backendId" FROM provisioning_store WHERE id = $1',
        [storeId],
      );
      if (!standing) throw new Error(`The canary ${storeId} is gone.`);
      // One failed step is what it looks for: it does not wait for the tries after it.
      if (ends.includes(standing.phase) || standing.failures > 0 || performance.now() > deadline) return standing;
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    }
  }
}

interface Standing {
  readonly phase: StorePhase;
  readonly error: string | null;
  readonly failures: number;
  readonly backendId: string | null;
}
