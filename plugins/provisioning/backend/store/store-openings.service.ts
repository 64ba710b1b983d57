import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Events } from '@purser/kit/backend/events';
import type { EntityManager } from 'typeorm';
import { StoreLogs } from '../../../sync/backend/store-log/store-logs.service.js';
import { provisioningAudit } from '../../names.js';
import type { StoreCourse } from '../../records.js';
import { storeReopened } from '../events.js';

export interface Opening {
  readonly storeId: string;
  readonly workspaceId: string;
  readonly backendId: string;
  /** The course that ended here; none when what was to close it was taken back in time. */
  readonly after?: StoreCourse;
}

/** Lets people into a store again, and says so in the same transaction. */
@Injectable()
export class StoreOpenings {
  constructor(
    private readonly logs: StoreLogs,
    private readonly events: Events,
    private readonly audit: AuditTrail,
  ) {}

  async reopen(tx: EntityManager, { storeId, workspaceId, backendId, after }: Opening): Promise<void> {
    await this.logs.setMode(tx, storeId, 'open');
    await this.audit.record(tx, {
      what: provisioningAudit.storeReopened,
      by: 'system',
      on: { type: 'store', id: storeId },
      workspaceId,
      detail: after ? { after } : undefined,
    });
    await this.events.publish(tx, storeReopened, { storeId, workspaceId, backendId });
  }
}
