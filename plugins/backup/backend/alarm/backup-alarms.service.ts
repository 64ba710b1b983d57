import { Injectable } from '@nestjs/common';
import { Events } from '@purser/kit/backend/events';
import { type Mail, momentInMail } from '@purser/kit/backend/mail';
import { HouseSettings } from '@purser/kit/backend/settings';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import { OperatorMails } from '../../../auth/backend/operator/operator-mails.service.js';
import { backupPermissions } from '../../names.js';
import type { Failure } from '../failure.js';
import { BackupFigures } from '../run/backup-figures.service.js';
import type { BackupRun } from '../run/backup-run-row.js';
import { backupFailedMail, backupStaleMail, drillFailedMail } from './backup-alarm.mail.js';
import { backupFailed, backupStale, drillFailed } from './events.js';

/** Tells operators by mail, and outside systems by webhook, of what failed and of what did not happen. */
@Injectable()
export class BackupAlarms {
  constructor(
    private readonly dataSource: DataSource,
    private readonly events: Events,
    private readonly mails: OperatorMails,
    private readonly settings: HouseSettings,
    private readonly figures: BackupFigures,
  ) {}

  /** Of a run that somebody waits for on a page nobody is mailed. */
  async runFailed(tx: EntityManager, run: BackupRun, state: 'failed' | 'corrupt', failure: Failure): Promise<void> {
    const { code, message } = failure;
    await this.events.publish(tx, backupFailed, { backupId: run.id, policy: run.policy, state, code });
    if (run.trigger !== 'schedule' && state !== 'corrupt') return;
    const data = { policy: run.policy ?? '', state, code, message, link: this.page(`backups/${run.id}/show`) };
    await this.mail(tx, backupFailedMail, data, `backup.failed:${run.id}`);
  }

  async drillFailed(tx: EntityManager, drillId: string, backupId: string, { code, message }: Failure): Promise<void> {
    await this.events.publish(tx, drillFailed, { drillId, backupId, code });
    const data = { code, message, link: this.page(`drills/${drillId}/show`) };
    await this.mail(tx, drillFailedMail, data, `backup.drill-failed:${drillId}`);
  }

  /** Absence of success is as bad as failure: once a day for each policy that has no fresh backup. */
  async lookForSilence(now?: Date): Promise<void> {
    const rows: { policy: string; lastAt: Date | null }[] = await this.dataSource.query(
      `SELECT p.name AS policy, max(r.snapshot_at) AS "lastAt" FROM backup_policy p
         LEFT JOIN backup_run r ON r.policy_id = p.id AND r.uploaded_at IS NOT NULL AND r.state NOT IN ('failed', 'corrupt')
        WHERE p.enabled GROUP BY p.id`,
    );
    for (const { policy, lastAt } of rows) this.figures.lastSucceeded(policy, lastAt);
    await this.dataSource.transaction(async (tx) => {
      // One process moves the row, and only that one tells.
      const [silent]: [SilentRow[], number] = await tx.query(
        `UPDATE backup_policy p SET alarmed_at = s.now
           FROM (SELECT q.id, coalesce($1::timestamptz, clock_timestamp()) AS now,
                        (SELECT max(r.snapshot_at) FROM backup_run r
                          WHERE r.policy_id = q.id AND r.uploaded_at IS NOT NULL AND r.state NOT IN ('failed', 'corrupt')) AS last
                   FROM backup_policy q WHERE q.enabled) s
          WHERE s.id = p.id AND (p.alarmed_at IS NULL OR p.alarmed_at < s.now - interval '24 hours')
            AND greatest(s.last, p.since) < s.now - p.stale_hours * interval '1 hour'
          RETURNING p.id, p.name, p.stale_hours AS "staleHours", s.last, p.alarmed_at AS "alarmedAt"`,
        [now ?? null],
      );
      for (const { id, name, staleHours, last, alarmedAt } of silent) {
        const lastSuccessAt = last?.toISOString() ?? null;
        await this.events.publish(tx, backupStale, { policyId: id, policy: name, lastSuccessAt, staleHours });
        const words = last ? momentInMail(last) : '–';
        const data = { policy: name, hours: staleHours, last: words, link: this.page('backups') };
        await this.mail(tx, backupStaleMail, data, `backup.stale:${id}:${alarmedAt.toISOString()}`);
      }
    });
  }

  private page(path: string): string {
    return `${this.settings.consoleUrl}/console/${path}`;
  }

  private async mail<Data extends z.ZodObject>(
    tx: EntityManager,
    mail: Mail<Data>,
    data: z.input<Data>,
    occasion: string,
  ): Promise<void> {
    await this.mails.send(tx, backupPermissions.manage, { mail, data, occasion });
  }
}

interface SilentRow {
  readonly id: string;
  readonly name: string;
  readonly staleHours: number;
  readonly last: Date | null;
  readonly alarmedAt: Date;
}
