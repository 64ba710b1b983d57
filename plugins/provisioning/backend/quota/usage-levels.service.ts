import { Inject, Injectable } from '@nestjs/common';
import { Events } from '@purser/kit/backend/events';
import { optionsOf } from '@purser/kit/backend/plugin';
import { Signals } from '@purser/kit/backend/signals';
import type { EntityManager } from 'typeorm';
import { type UsageLevel, usageLevels } from '../../records.js';
import { storeUsageChanged } from '../events.js';
import type { ProvisioningOptions } from '../provisioning.options.js';
import { STORE_CHANNEL } from '../store/store-requests.service.js';
import { COUNTED, QUOTA_BYTES, QUOTA_EVENTS, quotaValues, USAGE_LEVEL } from './usage-level.js';
import { UsageMails } from './usage-mails.service.js';

interface Change {
  readonly workspaceId: string;
  readonly from: UsageLevel;
  readonly to: UsageLevel;
  readonly since: Date;
  readonly events: number;
  readonly bytes: number;
  readonly quotaEvents: number;
  readonly quotaBytes: number;
}

/** How full a store is stands in its row, and each change is told once: as an event, and to its owners when it got fuller. */
@Injectable()
export class UsageLevels {
  constructor(
    private readonly events: Events,
    private readonly signals: Signals,
    private readonly mails: UsageMails,
    @Inject(optionsOf('provisioning')) private readonly options: ProvisioningOptions,
  ) {}

  /** Decided by what holds now; of many at once one makes the change. False when there is none to make. */
  async settle(tx: EntityManager, storeId: string): Promise<boolean> {
    const [[change]]: [Change[], number] = await tx.query(
      `UPDATE provisioning_store s SET usage_level = now.level, usage_since = clock_timestamp(),
         quota_waived = s.quota_waived AND now.level = 'over'
       FROM (
         SELECT s.id, s.usage_level AS was, ${USAGE_LEVEL} AS level, l.events, l.bytes,
                ${QUOTA_EVENTS} AS quota_events, ${QUOTA_BYTES} AS quota_bytes
         FROM provisioning_store s JOIN sync_store_log l ON l.store_id = s.id WHERE s.id = $4 AND ${COUNTED} FOR UPDATE OF s
       ) now
       WHERE s.id = now.id AND now.was <> now.level
       RETURNING s.workspace_id AS "workspaceId", now.was AS "from", now.level AS "to", s.usage_since AS since,
         now.events::float8, now.bytes::float8, now.quota_events::float8 AS "quotaEvents", now.quota_bytes::float8 AS "quotaBytes"`,
      [...quotaValues(this.options), storeId],
    );
    if (!change) return false;
    const { since, ...facts } = change;
    await this.events.publish(tx, storeUsageChanged, { storeId, ...facts });
    await this.signals.send(STORE_CHANNEL, facts.workspaceId, tx);
    const gotFuller = usageLevels.indexOf(facts.to) > usageLevels.indexOf(facts.from);
    if (gotFuller) await this.mails.tell(tx, { storeId, since, ...facts });
    return true;
  }
}
