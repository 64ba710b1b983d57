import { Inject, Injectable } from '@nestjs/common';
import type { OperatorCaller, Origin } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Refusal } from '@purser/kit/backend/errors';
import { Events } from '@purser/kit/backend/events';
import { optionsOf } from '@purser/kit/backend/plugin';
import { DataSource } from 'typeorm';
import { provisioningAudit, provisioningProblems } from '../../names.js';
import type { StoreQuota } from '../../records.js';
import { storeQuotaChanged } from '../events.js';
import type { ProvisioningOptions } from '../provisioning.options.js';
import { OveruseHolds } from './overuse-holds.service.js';
import { UsageLevels } from './usage-levels.service.js';

export interface QuotaChange {
  readonly storeId: string;
  /** Null: as the options say. */
  readonly quota: { readonly [K in keyof StoreQuota]: number | null };
  readonly by: OperatorCaller;
  readonly origin: Origin;
  readonly reason: string;
}

interface Changed {
  readonly workspaceId: string;
  readonly wasEvents: number | null;
  readonly wasBytes: number | null;
}

/** What one store may hold: as the options say, or as an operator says of it alone. */
@Injectable()
export class StoreQuotas {
  constructor(
    private readonly dataSource: DataSource,
    private readonly levels: UsageLevels,
    private readonly overuse: OveruseHolds,
    private readonly events: Events,
    private readonly audit: AuditTrail,
    @Inject(optionsOf('provisioning')) private readonly options: ProvisioningOptions,
  ) {}

  get defaults(): StoreQuota & { warnAt: number } {
    const { events, bytes, warnAt } = this.options.quota;
    return { events, bytes, warnAt };
  }

  /** What that means for the store holds at once. Refuses with `store_quota_final` what is erased. */
  async change({ storeId, quota, by, origin, reason }: QuotaChange): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      const [[store]]: [Changed[], number] = await tx.query(
        `UPDATE provisioning_store s SET quota_events = $2, quota_bytes = $3, quota_waived = false
         FROM (SELECT id, quota_events, quota_bytes FROM provisioning_store WHERE id = $1 FOR UPDATE) old
         WHERE s.id = old.id AND s.desired <> 'purged'
         RETURNING s.workspace_id AS "workspaceId", old.quota_events::float8 AS "wasEvents", old.quota_bytes::float8 AS "wasBytes"`,
        [storeId, quota.events, quota.bytes],
      );
      if (!store) throw new Refusal(provisioningProblems.storeQuotaFinal);
      const { workspaceId, wasEvents, wasBytes } = store;
      await this.audit.record(tx, {
        what: provisioningAudit.quotaChanged,
        by,
        origin,
        reason,
        on: { type: 'store', id: storeId },
        workspaceId,
        before: { events: wasEvents, bytes: wasBytes },
        after: { ...quota },
      });
      const { events, bytes } = this.defaults;
      const now = { events: quota.events ?? events, bytes: quota.bytes ?? bytes };
      await this.events.publish(tx, storeQuotaChanged, { storeId, workspaceId, ...now });
      await this.levels.settle(tx, storeId);
    });
    await this.overuse.look(storeId);
  }
}
