/** How mails leave the house, and how it hears what became of them. */
import { z } from 'zod';
import { accountFaults, MAIL_PROVIDERS, providerUrl } from './mail/mail-providers.js';

const secret = z
  .string()
  .refine((value) => value.split(',').every((one) => one.length >= 16), 'has to be at least 16 random characters');

export const mailVariables = {
  /** Without one, and without MAIL_PROVIDER, letters wait in the queue (production refuses to start). */
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'has to be an address such as smtps://user:password@mail.example.org' })
    .optional(),
  /** In place of SMTP_URL: a provider that needs no more than the account. */
  MAIL_PROVIDER: z
    .enum(MAIL_PROVIDERS, `has to be one of ${MAIL_PROVIDERS.join(', ')}; any other has an SMTP_URL`)
    .optional(),
  MAIL_USER: z.string().optional(),
  MAIL_PASSWORD: z.string().optional(),
  MAIL_REGION: z.string().optional(),
  /** Sender of every letter. */
  MAIL_FROM: z.string().optional(),
  /** Secrets of /api/mail/webhooks/signed, /mailgun and /postmark; without one that address is not there. */
  MAIL_WEBHOOK_SECRET: secret.optional(),
  MAILGUN_SIGNING_KEY: secret.optional(),
  POSTMARK_WEBHOOK_SECRET: secret.optional(),
};

export const mailSecretFiles = [
  'SMTP_URL',
  'MAIL_PASSWORD',
  'MAIL_WEBHOOK_SECRET',
  'MAILGUN_SIGNING_KEY',
  'POSTMARK_WEBHOOK_SECRET',
];

type MailVariables = { readonly [Name in keyof typeof mailVariables]?: z.output<(typeof mailVariables)[Name]> };

/** What does not fit together, one sentence each. */
export function mailFaults(env: MailVariables): string[] {
  const { MAIL_PROVIDER: provider, SMTP_URL: url, MAIL_FROM: from } = env;
  const faults = provider ? accountFaults(provider, env) : [];
  if (provider && url && url !== providerUrl(provider, env)) {
    faults.push('SMTP_URL and MAIL_PROVIDER are both set: give the one that mails shall go through.');
  }
  if (from && !/[^\s@<>]+@[^\s@<>]+/.test(from)) {
    faults.push('MAIL_FROM holds no address: give one such as "Example <hello@example.org>".');
  } else if (provider && (!from || /@localhost\b/.test(from))) {
    faults.push(`MAIL_FROM is not set to an address of your own domain: ${provider} refuses every other sender.`);
  }
  return faults;
}

/** Where letters are handed over, whichever way it was said. */
export function smtpUrlOf(env: MailVariables): string | undefined {
  return env.SMTP_URL ?? (env.MAIL_PROVIDER && providerUrl(env.MAIL_PROVIDER, env));
}
