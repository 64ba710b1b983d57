import { Inject, Injectable } from '@nestjs/common';
import { Refusal } from '@purser/kit/backend/errors';
import { Flags } from '@purser/kit/backend/flags';
import { optionsOf } from '@purser/kit/backend/plugin';
import { DataSource } from 'typeorm';
import { StoreLogs } from '../../../sync/backend/store-log/store-logs.service.js';
import { provisioningProblems } from '../../names.js';
import type { StoreUsage, UsageLevel } from '../../records.js';
import { SUSPEND_ON_OVERUSE } from '../provisioning.flags.js';
import type { ProvisioningOptions } from '../provisioning.options.js';
import { QUOTA_BYTES, QUOTA_EVENTS, quotaValues, USAGE_LEVEL } from './usage-level.js';

interface UsageRow {
  readonly storeId: string;
  readonly level: UsageLevel;
  readonly heldForQuota: boolean;
  readonly events: number;
  readonly bytes: number;
  readonly quotaEvents: number;
  readonly quotaBytes: number;
}

/** What a workspace holds of what it may hold, as it is this moment. */
@Injectable()
export class WorkspaceUsage {
  constructor(
    private readonly dataSource: DataSource,
    private readonly logs: StoreLogs,
    private readonly flags: Flags,
    @Inject(optionsOf('provisioning')) private readonly options: ProvisioningOptions,
  ) {}

  /** Refuses with `store_not_found`. */
  async of(workspaceId: string): Promise<StoreUsage> {
    const [store]: UsageRow[] = await this.dataSource.query(
      `SELECT s.id AS "storeId", ${USAGE_LEVEL} AS level, s.held_by IS NOT DISTINCT FROM 'quota' AS "heldForQuota",
              coalesce(l.events, 0)::float8 AS events, coalesce(l.bytes, 0)::float8 AS bytes,
              ${QUOTA_EVENTS}::float8 AS "quotaEvents", ${QUOTA_BYTES}::float8 AS "quotaBytes"
       FROM provisioning_store s LEFT JOIN sync_store_log l ON l.store_id = s.id WHERE s.workspace_id = $4`,
      [...quotaValues(this.options), workspaceId],
    );
    if (!store) throw new Refusal(provisioningProblems.storeNotFound);
    const [connections, stops] = await Promise.all([
      this.logs.openSockets({ storeId: store.storeId, workspaceId }),
      this.flags.isOn(SUSPEND_ON_OVERUSE, workspaceId),
    ]);
    const { level, heldForQuota, events, bytes, quotaEvents, quotaBytes } = store;
    return {
      level,
      warnAt: this.options.quota.warnAt,
      stops,
      heldForQuota,
      events: { used: events, quota: quotaEvents },
      bytes: { used: bytes, quota: quotaBytes },
      connections: { used: connections.open, quota: connections.most },
    };
  }
}
