import { z } from 'zod';
import { MAIL_PROVIDERS } from './mail/mail-providers.js';

/** Options of the house's own machines; given where the house is put together, from the environment. */
export const houseOptions = z.object({
  /** `smtp://user:password@host:port`; without it mails are logged and wait. */
  smtpUrl: z.string().optional(),
  /** Whose server that is, where its presets are used. */
  mailProvider: z.enum(MAIL_PROVIDERS).optional(),
  /** Sender of every mail, e.g. `Purser <hello@example.org>`. */
  mailFrom: z.string().min(3).default('Purser <purser@localhost>'),
  /** Providers may tell what became of letters: the secret of each way, several by commas; without one that way is off. */
  mailWebhookSecret: z.string().optional(),
  mailgunSigningKey: z.string().optional(),
  postmarkWebhookSecret: z.string().optional(),
  /** Mails are dropped from the log after this many days. */
  keepMailsDays: z.number().int().min(1).max(3650).default(90),
  /** Lets webhooks call private and loopback addresses: for receivers beside the house. Default false. */
  webhookPrivateTargets: z.boolean().default(false),
  /** Jobs that one worker process runs at the same time. */
  jobConcurrency: z.number().int().min(1).max(64).default(4),
});
export type HouseOptions = z.output<typeof houseOptions>;
