import { Inject, Injectable } from '@nestjs/common';
import { MailerService } from '@nestjs-modules/mailer';
import type { Job, JobRun } from '@purser/kit/backend/jobs';
import type { Locale } from '@purser/kit/backend/mail';
import { Metrics } from '@purser/kit/backend/metrics';
import { optionsOf } from '@purser/kit/backend/plugin';
import { HouseSettings } from '@purser/kit/backend/settings';
import { DataSource } from 'typeorm';
import type { HouseOptions } from '../house.options.js';
import { MailCatalogue } from './mail-catalogue.service.js';
import { MailRenderer } from './mail-renderer.service.js';

export const SEND_MAIL_ATTEMPTS = 12;
export const SEND_MAIL_TIMEOUT_MS = 60_000;

interface ClaimedMail {
  id: string;
  template: string;
  locale: Locale;
  recipient: string;
  data: Record<string, unknown>;
  secrets: Record<string, unknown> | null;
  has_secrets: boolean;
  queued_at: Date;
}

/** Hands one letter to the SMTP server: at least once, by one worker at a time, and forgets its secrets after. */
@Injectable()
export class SendMailJob implements Job<{ mailId: string }> {
  private readonly total;
  private readonly seconds;

  constructor(
    private readonly dataSource: DataSource,
    private readonly catalogue: MailCatalogue,
    private readonly renderer: MailRenderer,
    private readonly smtp: MailerService,
    private readonly settings: HouseSettings,
    @Inject(optionsOf('house')) private readonly options: HouseOptions,
    metrics: Metrics,
  ) {
    this.total = metrics.counter('purser_mail_total', 'Mails handed over or given up', ['template', 'result']);
    this.seconds = metrics.histogram(
      'purser_mail_queue_seconds',
      'Time from queueing a mail to handing it over',
      [0.1, 0.5, 1, 2, 5, 15, 60, 300, 1800, 7200],
    );
  }

  async run({ payload: { mailId }, attempt }: JobRun<{ mailId: string }>): Promise<void> {
    // Without a server letters wait; `house.sweep-mails` takes them up when there is one.
    if (this.options.smtpUrl === undefined) return;
    const mail = await this.claim(mailId);
    if (!mail) return;
    try {
      await this.deliver(mail);
    } catch (error) {
      const final = isPermanent(error) || attempt >= SEND_MAIL_ATTEMPTS;
      await this.noteFailure(mail, error, final);
      if (!isPermanent(error)) throw error;
      return;
    }
    const sent: { queued_for: number }[][] = await this.dataSource.query(
      `UPDATE house_mail SET state = 'sent', sent_at = clock_timestamp(), secrets = NULL, error = NULL,
         attempts = attempts + 1, sending_until = NULL WHERE id = $1
       RETURNING extract(epoch FROM clock_timestamp() - queued_at)::float8 AS queued_for`,
      [mail.id],
    );
    this.total.inc({ template: mail.template, result: 'sent' });
    this.seconds.observe(sent[0]?.[0]?.queued_for ?? 0);
  }

  /** Null when it was sent already, or is gone. */
  private async claim(id: string): Promise<ClaimedMail | null> {
    const [rows]: [ClaimedMail[], number] = await this.dataSource.query(
      `UPDATE house_mail SET sending_until = clock_timestamp() + $2 * interval '1 millisecond'
       WHERE id = $1 AND state <> 'sent' AND (sending_until IS NULL OR sending_until < clock_timestamp())
       RETURNING id, template, locale, recipient, data, secrets, has_secrets, queued_at`,
      [id, SEND_MAIL_TIMEOUT_MS],
    );
    const [mail] = rows;
    if (mail) return mail;
    const [waiting]: unknown[] = await this.dataSource.query(
      `SELECT 1 FROM house_mail WHERE id = $1 AND state <> 'sent'`,
      [id],
    );
    if (waiting) throw new Error('Another worker is handing this mail over; looking again later.');
    return null;
  }

  private async deliver(mail: ClaimedMail): Promise<void> {
    const known = this.catalogue.get(mail.template);
    if (mail.has_secrets && mail.secrets === null) {
      throw new PermanentMailError('Its link or code was removed after a day without delivery.');
    }
    const { subject, html, text } = this.renderer.render(known.mail, mail.locale, { ...mail.data, ...mail.secrets });
    await this.smtp.sendMail({
      from: this.options.mailFrom,
      // As an object: an address with a comma must not become two recipients.
      to: { name: '', address: mail.recipient },
      subject,
      html,
      text,
      // The same at every attempt, so that a receiver can tell a repeated delivery.
      messageId: `<${mail.id}@${new URL(this.settings.publicUrl).hostname}>`,
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    });
  }

  private async noteFailure(mail: ClaimedMail, error: unknown, final: boolean): Promise<void> {
    const message = error instanceof Error ? error.message : String(error);
    await this.dataSource.query(
      `UPDATE house_mail SET state = $2, attempts = attempts + 1, error = $3, sending_until = NULL
       WHERE id = $1 AND state <> 'sent'`,
      [mail.id, final ? 'failed' : 'queued', message.slice(0, 1_000)],
    );
    this.total.inc({ template: mail.template, result: final ? 'failed' : 'deferred' });
  }
}

class PermanentMailError extends Error {}

/** The server has refused this recipient or this message for good: trying again would only annoy it. */
function isPermanent(error: unknown): boolean {
  if (error instanceof PermanentMailError) return true;
  const { code, responseCode = 0 } = error as { code?: string; responseCode?: number };
  return (code === 'EENVELOPE' || code === 'EMESSAGE') && responseCode >= 500;
}
