import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Events } from '@purser/kit/backend/events';
import { Metrics } from '@purser/kit/backend/metrics';
import type { Histogram } from 'prom-client';
import type { EntityManager } from 'typeorm';
import { StoreLogs } from '../../../sync/backend/store-log/store-logs.service.js';
import { provisioningAudit } from '../../names.js';
import { storeReady } from '../events.js';
import { Hopeless, type Step, type StepOutput, type WorkedStore } from './store-step.js';

/** Opens the log to people and says so, in one transaction: announced once, or not yet. */
@Injectable()
export class AnnounceStep implements Step {
  readonly name = 'announce';
  readonly phase = 'verifying';
  private readonly seconds: Histogram<string>;

  constructor(
    private readonly logs: StoreLogs,
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

  async settle(tx: EntityManager, { id: storeId, workspaceId, backendId }: WorkedStore): Promise<StepOutput> {
    if (backendId === null) throw new Hopeless('The store has no log.');
    await this.logs.setMode(tx, storeId, 'open');
    const [[row]]: [{ ready_ms: number }[], number] = await tx.query(
      `UPDATE provisioning_store
       SET phase = 'active', active_at = clock_timestamp(), failures = 0, error = NULL,
           lease_owner = NULL, lease_until = NULL
       WHERE id = $1
       RETURNING extract(epoch FROM active_at - requested_at)::float8 * 1000 AS ready_ms`,
      [storeId],
    );
    const readyMs = Math.round(row?.ready_ms ?? 0);
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
