import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Events } from '@purser/kit/backend/events';
import type { EntityManager } from 'typeorm';
import { StoreLogs } from '../../../sync/backend/store-log/store-logs.service.js';
import { provisioningAudit } from '../../names.js';
import { storePurged } from '../events.js';
import { StoreArrivals } from '../store/store-arrivals.service.js';
import type { Step, StepOutput, WorkedStore } from './store-step.js';

/** Events a transaction erases: few enough to hold no lock for long. */
const BATCH = 10_000;

/** Erases the log in pieces, then its row; what it held and that nothing is left stands in the output, as a certificate. */
@Injectable()
export class EraseStep implements Step {
  readonly name = 'erase';

  constructor(
    private readonly logs: StoreLogs,
    private readonly arrivals: StoreArrivals,
    private readonly events: Events,
    private readonly audit: AuditTrail,
  ) {}

  async run({ id }: WorkedStore, signal: AbortSignal): Promise<StepOutput> {
    while ((await this.logs.eraseEvents(id, BATCH)) > 0) signal.throwIfAborted();
    return {};
  }

  async settle(tx: EntityManager, { id: storeId, workspaceId, canary }: WorkedStore): Promise<StepOutput> {
    const held = await this.logs.get(storeId, tx);
    const left = await this.logs.remove(tx, storeId);
    if (left > 0) throw new Error(`${left} rows of the store's log are left.`);
    const certificate = { events: held?.events ?? 0, bytes: held?.bytes ?? 0, head: held?.head ?? 0, left };
    await this.arrivals.arrive(tx, storeId, 'purged', 'purged');
    if (canary) return certificate;
    await this.audit.record(tx, {
      what: provisioningAudit.storePurged,
      by: 'system',
      on: { type: 'store', id: storeId },
      workspaceId,
      detail: certificate,
    });
    await this.events.publish(tx, storePurged, { storeId, workspaceId });
    return certificate;
  }
}
