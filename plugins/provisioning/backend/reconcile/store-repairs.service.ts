import { Injectable, Logger } from '@nestjs/common';
import { AuditTrail } from '@purser/kit/backend/audit';
import { DataSource } from 'typeorm';
import { provisioningAudit } from '../../names.js';
import type { Drift, ReconcileDeeds } from '../../records.js';
import { ProbeLogs } from '../probe/probe-logs.service.js';
import { DueStores } from '../store/due-stores.service.js';
import { StoreDesires } from '../store/store-desires.service.js';
import { StoreRequests } from '../store/store-requests.service.js';

/** Adds what is missing: each in a transaction of its own that decides anew, so what was mended meanwhile stays as it is. */
@Injectable()
export class StoreRepairs {
  private readonly logger = new Logger('Provisioning');

  constructor(
    private readonly dataSource: DataSource,
    private readonly requests: StoreRequests,
    private readonly desires: StoreDesires,
    private readonly due: DueStores,
    private readonly probes: ProbeLogs,
    private readonly audit: AuditTrail,
  ) {}

  /** Counts into `deeds` as it goes, so that a round that breaks off tells what it did. */
  async mend(drifts: readonly Drift[], deeds: ReconcileDeeds): Promise<void> {
    for (const { kind, storeId, workspaceId } of drifts) {
      if (kind === 'missing') deeds.requested += (await this.request(workspaceId)) ? 1 : 0;
      if (kind === 'unheard') deeds.told += (await this.tell(workspaceId)) ? 1 : 0;
      if (kind === 'forgotten') {
        await this.dataSource.transaction((tx) => this.requests.purge(tx, workspaceId));
        this.logger.warn(`The workspace of ${storeId} was erased; so is the store.`);
        deeds.erased += 1;
      }
    }
    deeds.queued += await this.due.queue();
    await this.probes.removeLeftovers();
  }

  private async tell(workspaceId: string): Promise<boolean> {
    const desire = await this.dataSource.transaction((tx) => this.desires.look(tx, workspaceId));
    if (desire) this.logger.warn(`${desire.storeId} shall be ${desire.desired}, and had not heard of it.`);
    return desire !== null;
  }

  private async request(workspaceId: string): Promise<boolean> {
    return await this.dataSource.transaction(async (tx) => {
      const storeId = await this.requests.request(tx, workspaceId);
      if (storeId === null) return false;
      this.logger.warn(`Workspace ${workspaceId} had no store; ${storeId} was requested.`);
      const on = { type: 'store', id: storeId };
      await this.audit.record(tx, { what: provisioningAudit.storeHealed, by: 'system', on, workspaceId });
      return true;
    });
  }
}
