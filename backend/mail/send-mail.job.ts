import { Inject, Injectable } from '@nestjs/common';
import { type ISendMailOptions, MailerService } from '@nestjs-modules/mailer';
import { Clock } from '@purser/kit/backend/clock';
import { type Job, type JobRun, Jobs } from '@purser/kit/backend/jobs';
import { Metrics } from '@purser/kit/backend/metrics';
import { optionsOf } from '@purser/kit/backend/plugin';
import { Reports } from '@purser/kit/backend/reports';
import { HouseSettings } from '@purser/kit/backend/settings';
import { DataSource } from 'typeorm';
import type { HouseOptions } from '../house.options.js';
import { SEND_MAIL, sendMailKey } from './logged-mailer.js';
import { MailCatalogue } from './mail-catalogue.service.js';
import { type ClaimedMail, LEASE_MS, MailLedger } from './mail-ledger.service.js';
import { mailCounter } from './mail-metrics.js';
import { providerHeaders } from './mail-providers.js';
import { MailRenderer } from './mail-renderer.service.js';
import { MailServer } from './mail-server.service.js';
import { messageIdOf, providerIdOf } from './message-id.js';
import { faultOf } from './smtp-fault.js';

export const SEND_MAIL_ATTEMPTS = 12;
export const SEND_MAIL_TIMEOUT_MS = 60_000;

/** Hands one letter to the SMTP server: at least once, by one worker at a time, and forgets its secrets after. */
@Injectable()
export class SendMailJob implements Job<{ mailId: string }> {
  private readonly total;
  private readonly seconds;

  constructor(
    private readonly dataSource: DataSource,
    private readonly ledger: MailLedger,
    private readonly server: MailServer,
    private readonly catalogue: MailCatalogue,
    private readonly renderer: MailRenderer,
    private readonly smtp: MailerService,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    private readonly settings: HouseSettings,
    private readonly reports: Reports,
    @Inject(optionsOf('house')) private readonly options: HouseOptions,
    metrics: Metrics,
  ) {
    this.total = mailCounter(metrics);
    this.seconds = metrics.histogram(
      'purser_mail_queue_seconds',
      'Time from queueing a mail to handing it over',
      [0.1, 0.5, 1, 2, 5, 15, 60, 300, 1800, 7200],
    );
  }

  async run({ payload: { mailId } }: JobRun<{ mailId: string }>): Promise<void> {
    // Without a server letters wait; `house.sweep-mails` takes them up when there is one.
    if (this.options.smtpUrl === undefined) return;
    const claim = await this.ledger.claim(mailId);
    if (claim.kind === 'suppressed') this.note(claim.template, 'suppressed');
    if (claim.kind === 'held') await this.lookAgain(mailId, claim.until);
    if (claim.kind === 'claimed') await this.handOver(claim.mail);
  }

  private async handOver(mail: ClaimedMail): Promise<void> {
    let letter: ISendMailOptions;
    try {
      letter = this.compose(mail);
    } catch (error) {
      if (error instanceof SpentMailError) return this.giveUp(mail, messageOf(error));
      return this.putOff(mail, messageOf(error));
    }
    const gate = await this.server.gate(mail.server_failures, mail.server_paused_until);
    if (gate === 'shut') return this.ledger.wait(mail.id);
    const keeping = setInterval(() => void this.ledger.keep(mail.id).catch(() => undefined), LEASE_MS / 3).unref();
    let response: string | undefined;
    try {
      ({ response } = (await this.smtp.sendMail(letter)) as { response?: string });
    } catch (error) {
      return await this.noteFailure(mail, error, gate === 'probe');
    } finally {
      clearInterval(keeping);
    }
    const waited = await this.ledger.handedOver(mail.id, providerIdOf(response));
    this.note(mail.template, 'sent');
    if (waited !== undefined) this.seconds.observe(waited);
    await this.server.works();
  }

  private compose(mail: ClaimedMail): ISendMailOptions {
    const known = this.catalogue.get(mail.template);
    if (mail.has_secrets && mail.secrets === null) throw new SpentMailError();
    const { subject, html, text } = this.renderer.render(known.mail, mail.locale, { ...mail.data, ...mail.secrets });
    const messageId = messageIdOf(mail, this.settings.publicUrl);
    return {
      from: this.options.mailFrom,
      // As an object: an address with a comma must not become two recipients.
      to: { name: '', address: mail.recipient },
      subject,
      html,
      text,
      // The same at every attempt, so that a receiver can tell a repeated delivery.
      messageId,
      headers: {
        'Auto-Submitted': 'auto-generated',
        'X-Auto-Response-Suppress': 'All',
        ...providerHeaders(this.options.mailProvider, messageId),
      },
    };
  }

  private async noteFailure(mail: ClaimedMail, error: unknown, probing: boolean): Promise<void> {
    const found = faultOf(error);
    const message = messageOf(error);
    if (found.kind === 'server') {
      if (found.sure) await this.hold(mail, message);
      else await this.putOff(mail, message);
      return this.server.failed(found.fault, message, found.sure, probing);
    }
    if (found.kind === 'refused') await this.giveUp(mail, message);
    else await this.putOff(mail, message);
    if (found.kind !== 'stopping') await this.server.works();
    else if (probing) await this.server.unknown();
  }

  /** Until the server works again; that is not held against the letter. */
  private async hold(mail: ClaimedMail, error: string): Promise<void> {
    await this.ledger.putOff(mail.id, error, null, mail.deferrals);
    this.note(mail.template, 'deferred');
  }

  private async putOff(mail: ClaimedMail, error: string): Promise<void> {
    const deferrals = mail.deferrals + 1;
    if (deferrals >= SEND_MAIL_ATTEMPTS) return this.giveUp(mail, error);
    const next = new Date(this.clock.now().getTime() + backoffMs(deferrals));
    await this.ledger.putOff(mail.id, error, next, deferrals);
    await this.lookAgain(mail.id, next);
    this.note(mail.template, 'deferred');
  }

  private async giveUp(mail: ClaimedMail, error: string): Promise<void> {
    await this.ledger.giveUp(mail.id, error);
    this.note(mail.template, 'failed');
  }

  private note(template: string, result: 'sent' | 'deferred' | 'failed' | 'suppressed'): void {
    this.total.inc({ template, result });
    this.reports.crumb('mail', template, { result });
  }

  private lookAgain(mailId: string, runAt: Date): Promise<void> {
    return this.jobs.enqueue(this.dataSource.manager, SEND_MAIL, { mailId }, { key: sendMailKey(mailId), runAt });
  }
}

class SpentMailError extends Error {
  constructor() {
    super('Its link or code was removed after a day without delivery.');
  }
}

/** 3 s, 7 s, 20 s … 6 h, as the queue does it; twelve of them are about 16 hours. */
function backoffMs(deferrals: number): number {
  return Math.exp(Math.min(deferrals, 10)) * 1000;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
