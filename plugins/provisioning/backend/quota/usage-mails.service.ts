import { Injectable } from '@nestjs/common';
import { Flags } from '@purser/kit/backend/flags';
import { type Locale, Mailer } from '@purser/kit/backend/mail';
import { HouseSettings } from '@purser/kit/backend/settings';
import type { EntityManager } from 'typeorm';
import type { UsageLevel } from '../../records.js';
import { SUSPEND_ON_OVERUSE } from '../provisioning.flags.js';
import { storeFullMail, storeNearlyFullMail } from './store-usage.mail.js';

export interface FullerStore {
  readonly storeId: string;
  readonly workspaceId: string;
  readonly to: UsageLevel;
  readonly since: Date;
  readonly events: number;
  readonly bytes: number;
  readonly quotaEvents: number;
  readonly quotaBytes: number;
}

interface Owner {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly locale: Locale;
  readonly workspace: string;
}

/** To the owners, when their workspace is nearly full and when it is. */
@Injectable()
export class UsageMails {
  constructor(
    private readonly mailer: Mailer,
    private readonly flags: Flags,
    private readonly settings: HouseSettings,
  ) {}

  async tell(tx: EntityManager, store: FullerStore): Promise<void> {
    const { storeId, workspaceId, to: level, since, events, quotaEvents, bytes, quotaBytes } = store;
    const stops = await this.flags.isOn(SUSPEND_ON_OVERUSE, workspaceId, tx);
    const link = `${this.settings.publicUrl}/w/${workspaceId}/settings`;
    const mail = level === 'over' ? storeFullMail : storeNearlyFullMail;
    for (const { id, email, name, locale, workspace } of await this.owners(tx, workspaceId)) {
      const key = `provisioning.usage:${storeId}:${level}:${since.getTime()}:${id}`;
      const changes = pair(locale, events, quotaEvents);
      const megabytes = pair(locale, bytes / 1e6, quotaBytes / 1e6);
      const data = { name, workspace, changes, megabytes, stops, link };
      await this.mailer.queue(tx, mail, { to: email, locale, data, key });
    }
  }

  private async owners(tx: EntityManager, workspaceId: string): Promise<Owner[]> {
    return await tx.query(
      `SELECT u.id, u.email, u.name, u.locale, w.name AS workspace
       FROM workspace_membership m JOIN auth_user u ON u.id = m.user_id JOIN workspace w ON w.id = m.workspace_id
       WHERE m.workspace_id = $1 AND m.role = 'owner' AND u.disabled_at IS NULL AND u.deleted_at IS NULL ORDER BY m.id`,
      [workspaceId],
    );
  }
}

function pair(locale: Locale, used: number, quota: number): string {
  const digits = { maximumFractionDigits: 1 };
  return [used, quota].map((number) => number.toLocaleString(locale, digits)).join(' / ');
}
