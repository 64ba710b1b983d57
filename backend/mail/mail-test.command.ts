import { Inject, Injectable } from '@nestjs/common';
import type { Command, CommandRun } from '@purser/kit/backend/cli';
import { Clock } from '@purser/kit/backend/clock';
import { Refusal } from '@purser/kit/backend/errors';
import { LOCALES, type Locale, Mailer, momentInMail } from '@purser/kit/backend/mail';
import { optionsOf } from '@purser/kit/backend/plugin';
import { houseProblems } from '@purser/kit/problems';
import { DataSource } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { HouseOptions } from '../house.options.js';
import { testMail } from './house.mails.js';
import { MailServerCheck } from './mail-server-check.service.js';
import { SendMailJob } from './send-mail.job.js';
import { faultOf, serverFaults } from './smtp-fault.js';

interface Outcome {
  readonly id: string;
  readonly state: string;
  readonly error: string | null;
}

/** `pnpm purser mail test --to <address> [--locale de]`: connection, sign-in, and one letter, each told as it goes. */
@Injectable()
export class MailTestCommand implements Command {
  constructor(
    private readonly mailer: Mailer,
    private readonly check: MailServerCheck,
    private readonly send: SendMailJob,
    private readonly clock: Clock,
    private readonly dataSource: DataSource,
    @Inject(optionsOf('house')) private readonly options: HouseOptions,
  ) {}

  async run({ options, print }: CommandRun): Promise<void> {
    const { to } = options;
    const locale = LOCALES.find((known) => known === (options.locale ?? 'en'));
    if (typeof to !== 'string' || !to.includes('@') || !locale) {
      throw refused('Say where to: mail test --to <address> [--locale en|de].');
    }
    if (this.options.smtpUrl === undefined) {
      throw refused('No mail server is configured: set SMTP_URL, or MAIL_PROVIDER and its account.');
    }
    const { host } = new URL(this.options.smtpUrl);
    await this.check.verify().catch((error: unknown) => {
      throw refused(`${host}: ${phraseOf(error)}. It said: ${error instanceof Error ? error.message : String(error)}`);
    });
    print(`${host} answers, and takes the sign-in.`);
    const { id, state, error } = await this.post(to, locale);
    if (state !== 'sent') throw refused(`The letter is ${state}: ${error ?? 'another worker has it at the moment'}`);
    print(
      `It took a letter to ${to} from ${this.options.mailFrom}. Whether it arrives, the inbox tells; here it is ${id}.`,
    );
  }

  /** Queued like any other, and sent by this process at once. */
  private async post(to: string, locale: Locale): Promise<Outcome> {
    const key = `house.test:${uuidv7()}`;
    const sentAt = momentInMail(this.clock.now());
    await this.dataSource.transaction((tx) => this.mailer.queue(tx, testMail, { to, locale, data: { sentAt }, key }));
    const [queued] = await this.read(key);
    if (queued)
      await this.send.run({ payload: { mailId: queued.id }, attempt: 1, signal: new AbortController().signal });
    const [outcome] = await this.read(key);
    if (!outcome) throw new Error('the letter that was just queued is not there');
    return outcome;
  }

  private read(key: string): Promise<Outcome[]> {
    return this.dataSource.query('SELECT id, state, error FROM house_mail WHERE key = $1', [key]);
  }
}

function refused(message: string): Refusal {
  return new Refusal(houseProblems.invalidRequest, { message });
}

function phraseOf(error: unknown): string {
  const found = faultOf(error);
  return serverFaults[found.kind === 'server' ? found.fault : 'unreachable'];
}
