import { Injectable } from '@nestjs/common';
import { Jobs } from '@purser/kit/backend/jobs';
import { type Letter, type Mail, Mailer } from '@purser/kit/backend/mail';
import { addressKey } from '@purser/kit/backend/mail-address';
import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import { MailCatalogue } from './mail-catalogue.service.js';
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
  constructor(
    private readonly catalogue: MailCatalogue,
    private readonly renderer: MailRenderer,
    private readonly jobs: Jobs,
  ) {
    super();
  }

  async queue<Data extends z.ZodObject>(tx: EntityManager, { name }: Mail<Data>, letter: Letter<Data>): Promise<void> {
    const { mail, secrets: names } = this.catalogue.get(name);
    const data = mail.data.parse(letter.data);
    const { seen, secrets } = separateSecrets(names, data);
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
    if (rows.length > 0) await this.jobs.enqueue(tx, SEND_MAIL, { mailId: id }, { key: sendMailKey(id) });
  }
}
