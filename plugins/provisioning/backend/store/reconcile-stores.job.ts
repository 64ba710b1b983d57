import { Injectable, Logger } from '@nestjs/common';
import { AuditTrail } from '@purser/kit/backend/audit';
import type { Job } from '@purser/kit/backend/jobs';
import { DataSource } from 'typeorm';
import { provisioningAudit } from '../../names.js';
import { ProbeLogs } from '../probe/probe-logs.service.js';
import { DueStores } from './due-stores.service.js';
import { StoreRequests } from './store-requests.service.js';

/** How many workspaces one round gives a store; the next round goes on. */
const PER_ROUND = 500;

/**
 * Compares what should be with what is, so that a lost event or job only delays. It only adds what is missing: an empty
 * or unreachable directory of workspaces stops nothing.
 */
@Injectable()
export class ReconcileStores implements Job {
  private readonly logger = new Logger('Provisioning');

  constructor(
    private readonly dataSource: DataSource,
    private readonly requests: StoreRequests,
    private readonly due: DueStores,
    private readonly probes: ProbeLogs,
    private readonly audit: AuditTrail,
  ) {}

  async run(): Promise<void> {
    await this.requestMissing();
    await this.due.queue();
    await this.probes.removeLeftovers();
  }

  private async requestMissing(): Promise<void> {
    const workspaces: { id: string }[] = await this.dataSource.query(
      `SELECT w.id FROM workspace w
       WHERE w.deleted_at IS NULL
         AND NOT EXISTS (SELECT 1 FROM provisioning_store s WHERE s.workspace_id = w.id)
       LIMIT $1`,
      [PER_ROUND],
    );
    for (const { id: workspaceId } of workspaces) {
      await this.dataSource.transaction(async (tx) => {
        const storeId = await this.requests.request(tx, workspaceId);
        if (storeId === null) return;
        this.logger.warn(`Workspace ${workspaceId} had no store; ${storeId} was requested.`);
        await this.audit.record(tx, {
          what: provisioningAudit.storeHealed,
          by: 'system',
          on: { type: 'store', id: storeId },
          workspaceId,
        });
      });
    }
  }
}
