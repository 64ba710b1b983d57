import { LOCALES } from '@purser/kit/backend/mail';
import { z } from 'zod';

/** A row of `/api/console/mails`. */
export const mailRecord = z.object({
  id: z.uuid(),
  template: z.string(),
  recipient: z.string(),
  locale: z.enum(LOCALES),
  subject: z.string(),
  state: z.enum(['queued', 'sent', 'failed']),
  attempts: z.number().int(),
  /** Why the last attempt failed. */
  error: z.string().nullable(),
  createdAt: z.iso.datetime(),
  sentAt: z.iso.datetime().nullable(),
  /** False once the link or code it carried is forgotten. */
  resendable: z.boolean(),
});

/** One mail; `preview` is null when the plugin that knows it is switched off. Links and codes are masked. */
export const mailPage = mailRecord.extend({
  preview: z.object({ subject: z.string(), preheader: z.string(), html: z.string(), text: z.string() }).nullable(),
});
