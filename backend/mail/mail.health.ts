import { Inject, Injectable } from '@nestjs/common';
import type { HealthCheck, HealthReport } from '@purser/kit/backend/health';
import { optionsOf } from '@purser/kit/backend/plugin';
import { DataSource } from 'typeorm';
import type { HouseOptions } from '../house.options.js';

@Injectable()
export class MailHealth implements HealthCheck {
  readonly name = 'mail';

  constructor(
    private readonly dataSource: DataSource,
    @Inject(optionsOf('house')) private readonly options: HouseOptions,
  ) {}

  async check(): Promise<HealthReport> {
    if (this.options.smtpUrl === undefined) return { ok: true, detail: 'no mail server is configured; mails wait' };
    const [row]: { waiting: number; seconds: number | null }[] = await this.dataSource.query(
      `SELECT count(*)::int AS waiting, extract(epoch FROM clock_timestamp() - min(queued_at))::int AS seconds
       FROM house_mail WHERE state = 'queued'`,
    );
    const { waiting = 0, seconds = 0 } = row ?? {};
    const detail = waiting === 0 ? 'nothing waits' : `${waiting} waiting, the oldest for ${seconds} s`;
    return { ok: (seconds ?? 0) < 900, detail };
  }
}
