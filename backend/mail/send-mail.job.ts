import { Inject, Injectable } from '@nestjs/common';
import { MailerService } from '@nestjs-modules/mailer';
import { Clock } from '@purser/kit/backend/clock';
import { type Job, type JobRun, Jobs } from '@purser/kit/backend/jobs';
import { Metrics } from '@purser/kit/backend/metrics';
import { optionsOf } from '@purser/kit/backend/plugin';
import { HouseSettings } from '@purser/kit/backend/settings';
import { DataSource } from 'typeorm';
import type { HouseOptions } from '../house.options.js';
import { SEND_MAIL, sendMailKey } from './logged-mailer.js';
import { MailCatalogue } from './mail-catalogue.service.js';
import { type ClaimedMail, LEASE_MS, MailLedger } from './mail-ledger.service.js';
import { mailCounter } from './mail-metrics.js';
import { MailRenderer } from './mail-renderer.service.js';
import { messageIdOf, providerIdOf } from './message-id.js';

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
    private readonly catalogue: MailCatalogue,
    private readonly renderer: MailRenderer,
    private readonly smtp: MailerService,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    private readonly settings: HouseSettings,
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
    if (claim.kind === 'suppressed') this.total.inc({ template: claim.template, result: 'suppressed' });
    if (claim.kind === 'held') await this.lookAgain(mailId, claim.until);
    if (claim.kind === 'claimed') await this.handOver(claim.mail);
  }

  private async handOver(mail: ClaimedMail): Promise<void> {
    const keeping = setInterval(() => void this.ledger.keep(mail.id).catch(() => undefined), LEASE_MS / 3).unref();
    let providerId: string | null;
    try {
      providerId = await this.deliver(mail);
    } catch (error) {
      await this.noteFailure(mail, error);
      return;
    } finally {
      clearInterval(keeping);
    }
    const waited = await this.ledger.handedOver(mail.id, providerId);
    this.total.inc({ template: mail.template, result: 'sent' });
    if (waited !== undefined) this.seconds.observe(waited);
  }

  private async deliver(mail: ClaimedMail): Promise<string | null> {
    const known = this.catalogue.get(mail.template);
    if (mail.has_secrets && mail.secrets === null) {
      throw new PermanentMailError('Its link or code was removed after a day without delivery.');
    }
    const { subject, html, text } = this.renderer.render(known.mail, mail.locale, { ...mail.data, ...mail.secrets });
    const answer: { response?: string } = await this.smtp.sendMail({
      from: this.options.mailFrom,
      // As an object: an address with a comma must not become two recipients.
      to: { name: '', address: mail.recipient },
      subject,
      html,
      text,
      // The same at every attempt, so that a receiver can tell a repeated delivery.
      messageId: messageIdOf(mail, this.settings.publicUrl),
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    });
    return providerIdOf(answer.response);
  }

  private async noteFailure(mail: ClaimedMail, error: unknown): Promise<void> {
    const message = error instanceof Error ? error.message : String(error);
    const deferrals = mail.deferrals + 1;
    const final = isPermanent(error) || deferrals >= SEND_MAIL_ATTEMPTS;
    if (final) await this.ledger.giveUp(mail.id, message);
    else {
      const next = new Date(this.clock.now().getTime() + backoffMs(deferrals));
      await this.ledger.putOff(mail.id, message, next, deferrals);
      await this.lookAgain(mail.id, next);
    }
    this.total.inc({ template: mail.template, result: final ? 'failed' : 'deferred' });
  }

  private lookAgain(mailId: string, runAt: Date): Promise<void> {
    return this.jobs.enqueue(this.dataSource.manager, SEND_MAIL, { mailId }, { key: sendMailKey(mailId), runAt });
  }
}

class PermanentMailError extends Error {}

/** 3 s, 7 s, 20 s … 6 h, as the queue does it; twelve of them are about 16 hours. */
function backoffMs(deferrals: number): number {
  return Math.exp(Math.min(deferrals, 10)) * 1000;
}

/** The server has refused this recipient or this message for good: trying again would only annoy it. */
function isPermanent(error: unknown): boolean {
  if (error instanceof PermanentMailError) return true;
  const { code, responseCode = 0 } = error as { code?: string; responseCode?: number };
  return (code === 'EENVELOPE' || code === 'EMESSAGE') && responseCode >= 500;
}
