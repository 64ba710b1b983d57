import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Events } from '@purser/kit/backend/events';
import { Metrics } from '@purser/kit/backend/metrics';
import type { Histogram } from 'prom-client';
import type { EntityManager } from 'typeorm';
import { StoreLogs } from '../../../sync/backend/store-log/store-logs.service.js';
import { provisioningAudit } from '../../names.js';
import { storeReady } from '../events.js';
import { StoreArrivals } from '../store/store-arrivals.service.js';
import { Hopeless, type Step, type StepOutput, type WorkedStore } from './store-step.js';

/** Opens the log to people, when it shall be open, and says so in one transaction: announced once, or not yet. */
@Injectable()
export class AnnounceStep implements Step {
  readonly name = 'announce';
  private readonly seconds: Histogram<string>;

  constructor(
    private readonly logs: StoreLogs,
    private readonly arrivals: StoreArrivals,
    private readonly events: Events,
    private readonly audit: AuditTrail,
    metrics: Metrics,
  ) {
    this.seconds = metrics.histogram(
      'purser_store_time_to_ready_seconds',
      'Time from the request of a store to its being active',
      [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900],
    );
  }

  async settle(
    tx: EntityManager,
    { id: storeId, workspaceId, backendId, desired, canary }: WorkedStore,
  ): Promise<StepOutput> {
    if (backendId === null) throw new Hopeless('The store has no log.');
    if (desired === 'active') await this.logs.setMode(tx, storeId, 'open');
    await this.arrivals.arrive(tx, storeId, 'active', 'active');
    const [row]: { ready_ms: number }[] = await tx.query(
      'SELECT extract(epoch FROM active_at - requested_at)::float8 * 1000 AS ready_ms FROM provisioning_store WHERE id = $1',
      [storeId],
    );
    const readyMs = Math.round(row?.ready_ms ?? 0);
    if (canary) return { readyMs };
    await this.audit.record(tx, {
      what: provisioningAudit.storeReady,
      by: 'system',
      on: { type: 'store', id: storeId },
      workspaceId,
      detail: { readyMs },
    });
    await this.events.publish(tx, storeReady, { storeId, workspaceId, backendId });
    return { readyMs };
  }

  settled({ readyMs }: StepOutput): void {
    this.seconds.observe(Number(readyMs) / 1000);
  }
}
