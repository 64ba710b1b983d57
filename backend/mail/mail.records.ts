import { LOCALES } from '@purser/kit/backend/mail';
import { z } from 'zod';
import { MAIL_STATES } from './mail-states.js';

/** A row of `/api/console/mails`. */
export const mailRecord = z.object({
  id: z.uuid(),
  template: z.string(),
  recipient: z.string(),
  locale: z.enum(LOCALES),
  subject: z.string(),
  state: z.enum(MAIL_STATES),
  attempts: z.number().int(),
  /** Why the last attempt failed, or what the provider said; while it waits for the mail server, what that one said. */
  error: z.string().nullable(),
  createdAt: z.iso.datetime(),
  sentAt: z.iso.datetime().nullable(),
  /** When it came to an end: delivered, bounced, complained, failed or suppressed. */
  settledAt: z.iso.datetime().nullable(),
  /** While queued: when it is tried again; null = as soon as a worker is free. */
  nextAttemptAt: z.iso.datetime().nullable(),
  /** False once the link or code it carried is forgotten. */
  resendable: z.boolean(),
});

/** One mail; `preview` is null when the plugin that knows it is switched off. Links and codes are masked. */
export const mailPage = mailRecord.extend({
  preview: z.object({ subject: z.string(), preheader: z.string(), html: z.string(), text: z.string() }).nullable(),
});
