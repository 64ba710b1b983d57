import { Injectable } from '@nestjs/common';
import { Jobs } from '@purser/kit/backend/jobs';
import { type Letter, type Mail, Mailer } from '@purser/kit/backend/mail';
import { addressKey } from '@purser/kit/backend/mail-address';
import { Metrics } from '@purser/kit/backend/metrics';
import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import { MailAllowance } from './mail-allowance.service.js';
import { MailCatalogue } from './mail-catalogue.service.js';
import { mailCounter } from './mail-metrics.js';
import { MailRenderer } from './mail-renderer.service.js';
import { separateSecrets } from './mail-secrets.js';

export const SEND_MAIL = 'house.send-mail';

/** One key per letter: a second job for the same letter replaces the first while that waits. */
export function sendMailKey(mailId: string): string {
  return `mail:${mailId}`;
}

/** Writes the letter's row and its job; a key that is already there means it is already on its way. */
@Injectable()
export class LoggedMailer extends Mailer {
  private readonly total;

  constructor(
    private readonly catalogue: MailCatalogue,
    private readonly renderer: MailRenderer,
    private readonly allowance: MailAllowance,
    private readonly jobs: Jobs,
    metrics: Metrics,
  ) {
    super();
    this.total = mailCounter(metrics);
    // A series that begins with its first letter shows no increase for it.
    for (const { mail } of catalogue.all()) {
      for (const result of ['queued', 'sent', 'failed']) this.total.inc({ template: mail.name, result }, 0);
    }
  }

  admits(tx: EntityManager, to: string): Promise<boolean> {
    return this.allowance.hasRoom(tx, to);
  }

  async queue<Data extends z.ZodObject>(tx: EntityManager, { name }: Mail<Data>, letter: Letter<Data>): Promise<void> {
    const { mail, secrets: names } = this.catalogue.get(name);
    const data = mail.data.parse(letter.data);
    const { seen, secrets } = separateSecrets(names, data);
    if (mail.capped && !(await this.mayGo(tx, name, letter))) return;
    const id = uuidv7();
    const rows: unknown[] = await tx.query(
      `INSERT INTO house_mail (id, key, template, locale, recipient, recipient_key, subject, data, secrets, has_secrets)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $9::jsonb IS NOT NULL)
       ON CONFLICT (key) DO NOTHING RETURNING id`,
      [
        id,
        letter.key,
        name,
        letter.locale,
        letter.to.trim(),
        addressKey(letter.to),
        this.renderer.subject(mail, letter.locale, seen),
        JSON.stringify(seen),
        secrets === null ? null : JSON.stringify(secrets),
      ],
    );
    if (rows.length > 0) {
      await this.jobs.enqueue(tx, SEND_MAIL, { mailId: id }, { key: sendMailKey(id) });
      this.total.inc({ template: name, result: 'queued' });
    } else if (mail.capped) await this.allowance.giveBack(tx, letter.to);
  }

  /** False when it is queued already, or when its recipient has had enough of such letters (SECURITY 22). */
  private async mayGo(tx: EntityManager, name: string, { key, to }: { key: string; to: string }): Promise<boolean> {
    const known: unknown[] = await tx.query('SELECT 1 FROM house_mail WHERE key = $1', [key]);
    if (known.length > 0) return false;
    if (await this.allowance.take(tx, to)) return true;
    this.total.inc({ template: name, result: 'capped' });
    return false;
  }
}
