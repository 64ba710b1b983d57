import { Injectable, Logger } from '@nestjs/common';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Clock } from '@purser/kit/backend/clock';
import type { Job } from '@purser/kit/backend/jobs';
import { DataSource } from 'typeorm';
import { provisioningAudit } from '../../names.js';
import { ProbeLogs } from '../probe/probe-logs.service.js';
import { DueStores } from './due-stores.service.js';
import { DESIRED, StoreDesires } from './store-desires.service.js';
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
    private readonly clock: Clock,
    private readonly requests: StoreRequests,
    private readonly desires: StoreDesires,
    private readonly due: DueStores,
    private readonly probes: ProbeLogs,
    private readonly audit: AuditTrail,
  ) {}

  async run(): Promise<void> {
    await this.requestMissing();
    await this.followWorkspaces();
    await this.purgeForgotten();
    await this.due.queue();
    await this.probes.removeLeftovers();
  }

  /** Stores that shall be something else by now, whose word of it was lost. */
  private async followWorkspaces(): Promise<void> {
    const stores: { id: string; workspaceId: string }[] = await this.dataSource.query(
      `SELECT s.id, s.workspace_id AS "workspaceId" FROM provisioning_store s JOIN workspace w ON w.id = s.workspace_id
       WHERE s.desired <> 'purged' AND s.desired <> ${DESIRED} LIMIT $1`,
      [PER_ROUND],
    );
    for (const { id, workspaceId } of stores) {
      const desire = await this.dataSource.transaction((tx) => this.desires.look(tx, workspaceId));
      if (desire) this.logger.warn(`${id} shall be ${desire.desired}, and had not heard of it.`);
    }
  }

  /** Of workspaces that were erased when their grace was over, and only of those: one that is merely missing is left alone. */
  private async purgeForgotten(): Promise<void> {
    const stores: { id: string; workspaceId: string }[] = await this.dataSource.query(
      `SELECT s.id, s.workspace_id AS "workspaceId" FROM provisioning_store s
       WHERE s.desired = 'deleted' AND s.purge_after < $2 AND s.phase NOT IN ('purging', 'purged')
         AND NOT EXISTS (SELECT FROM workspace w WHERE w.id = s.workspace_id) LIMIT $1`,
      [PER_ROUND, this.clock.now()],
    );
    for (const { id, workspaceId } of stores) {
      await this.dataSource.transaction((tx) => this.requests.purge(tx, workspaceId));
      this.logger.warn(`The workspace of ${id} was erased; so is the store.`);
    }
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
