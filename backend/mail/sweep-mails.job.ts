import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@purser/kit/backend/clock';
import { type Job, Jobs } from '@purser/kit/backend/jobs';
import { optionsOf } from '@purser/kit/backend/plugin';
import { DataSource } from 'typeorm';
import type { HouseOptions } from '../house.options.js';
import { SEND_MAIL, sendMailKey } from './logged-mailer.js';
import { MailAllowance } from './mail-allowance.service.js';

/** Takes up letters whose job is gone, forgets secrets nobody will use any more, and drops old letters. */
@Injectable()
export class SweepMailsJob implements Job {
  constructor(
    private readonly dataSource: DataSource,
    private readonly jobs: Jobs,
    private readonly allowance: MailAllowance,
    private readonly clock: Clock,
    @Inject(optionsOf('house')) private readonly options: HouseOptions,
  ) {}

  async run(): Promise<void> {
    await this.dataSource.query(
      `UPDATE house_mail SET secrets = NULL WHERE secrets IS NOT NULL AND queued_at < clock_timestamp() - interval '1 day'`,
    );
    await this.dataSource.query(`DELETE FROM house_mail WHERE queued_at < clock_timestamp() - $1 * interval '1 day'`, [
      this.options.keepMailsDays,
    ]);
    await this.allowance.forget();
    // Longer than any signature holds.
    await this.dataSource.query(`DELETE FROM house_mail_news WHERE heard_at < $1::timestamptz - interval '2 days'`, [
      this.clock.now(),
    ]);
    if (this.options.smtpUrl !== undefined) await this.requeue();
  }

  private async requeue(): Promise<void> {
    const stranded: { id: string }[] = await this.dataSource.query(
      `SELECT m.id FROM house_mail m
       WHERE m.state = 'queued' AND m.queued_at < clock_timestamp() - interval '2 minutes'
         AND NOT EXISTS (SELECT 1 FROM graphile_worker.jobs j WHERE j.key = 'mail:' || m.id)
       ORDER BY m.queued_at LIMIT 1000`,
    );
    for (const { id } of stranded) {
      await this.jobs.enqueue(this.dataSource.manager, SEND_MAIL, { mailId: id }, { key: sendMailKey(id) });
    }
  }
}
