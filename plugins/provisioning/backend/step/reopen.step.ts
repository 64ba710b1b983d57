import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Events } from '@purser/kit/backend/events';
import type { EntityManager } from 'typeorm';
import { StoreLogs } from '../../../sync/backend/store-log/store-logs.service.js';
import { provisioningAudit } from '../../names.js';
import { storeReopened } from '../events.js';
import { StoreArrivals } from '../store/store-arrivals.service.js';
import { Hopeless, type Step, type StepOutput, type WorkedStore } from './store-step.js';

/** Lets people in again, and says so in the same transaction; unless it shall stay closed by now. */
@Injectable()
export class ReopenStep implements Step {
  readonly name = 'reopen';

  constructor(
    private readonly logs: StoreLogs,
    private readonly arrivals: StoreArrivals,
    private readonly events: Events,
    private readonly audit: AuditTrail,
  ) {}

  async settle(tx: EntityManager, store: WorkedStore): Promise<StepOutput> {
    const { id: storeId, workspaceId, backendId, desired, course } = store;
    if (backendId === null) throw new Hopeless('The store has no log.');
    await this.arrivals.arrive(tx, storeId, 'active', 'active');
    if (desired !== 'active') return { opened: false };
    await this.logs.setMode(tx, storeId, 'open');
    await this.audit.record(tx, {
      what: provisioningAudit.storeReopened,
      by: 'system',
      on: { type: 'store', id: storeId },
      workspaceId,
      detail: { after: course },
    });
    await this.events.publish(tx, storeReopened, { storeId, workspaceId, backendId });
    return { opened: true };
  }
}
