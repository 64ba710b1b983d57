import { Injectable } from '@nestjs/common';
import type { Command, CommandRun } from '@purser/kit/backend/cli';
import { Clock } from '@purser/kit/backend/clock';
import { Refusal } from '@purser/kit/backend/errors';
import { LOCALES, Mailer } from '@purser/kit/backend/mail';
import { houseProblems } from '@purser/kit/problems';
import { DataSource } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { testMail } from './house.mails.js';

/** `pnpm purser mail test --to <address> [--locale de]` */
@Injectable()
export class MailTestCommand implements Command {
  constructor(
    private readonly mailer: Mailer,
    private readonly clock: Clock,
    private readonly dataSource: DataSource,
  ) {}

  async run({ options, print }: CommandRun): Promise<void> {
    const { to } = options;
    const locale = LOCALES.find((known) => known === (options.locale ?? 'en'));
    if (typeof to !== 'string' || !to.includes('@') || !locale) {
      throw new Refusal(houseProblems.invalidRequest, {
        message: 'Say where to: mail test --to <address> [--locale en|de].',
      });
    }
    const sentAt = `${this.clock.now().toISOString().slice(0, 16).replace('T', ' ')} UTC`;
    await this.dataSource.transaction((tx) =>
      this.mailer.queue(tx, testMail, { to, locale, data: { sentAt }, key: `house.test:${uuidv7()}` }),
    );
    print(`A test mail to ${to} is queued; a running worker sends it. Its state stands in the console under Mails.`);
  }
}
