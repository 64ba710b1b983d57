import { Inject, Injectable } from '@nestjs/common';
import type { HealthCheck, HealthReport } from '@purser/kit/backend/health';
import { optionsOf } from '@purser/kit/backend/plugin';
import { DataSource } from 'typeorm';
import type { HouseOptions } from '../house.options.js';
import { MailServer } from './mail-server.service.js';
import { serverFaults } from './smtp-fault.js';

/** What the server said stands in the console only: it can name accounts and hosts. */
@Injectable()
export class MailHealth implements HealthCheck {
  readonly name = 'mail';

  constructor(
    private readonly dataSource: DataSource,
    private readonly server: MailServer,
    @Inject(optionsOf('house')) private readonly options: HouseOptions,
  ) {}

  async check(): Promise<HealthReport> {
    if (this.options.smtpUrl === undefined) return { ok: true, detail: 'no mail server is configured; mails wait' };
    const [row]: { waiting: number; seconds: number | null }[] = await this.dataSource.query(
      `SELECT count(*)::int AS waiting, extract(epoch FROM clock_timestamp() - min(queued_at))::int AS seconds
       FROM house_mail WHERE state = 'queued'`,
    );
    const { waiting = 0, seconds } = row ?? {};
    const queue = waiting === 0 ? 'nothing waits' : `${waiting} waiting, the oldest for ${seconds} s`;
    const { pausedUntil, fault, failingSince } = await this.server.standing();
    if (pausedUntil !== null && fault !== null && failingSince !== null) {
      return { ok: false, detail: `${serverFaults[fault]} since ${failingSince.toISOString()}; ${queue}` };
    }
    return { ok: (seconds ?? 0) < 900, detail: queue };
  }
}
