/** Providers whose SMTP service needs to be named only: where it is, how one signs in, what else it wants to know. */
import { POSTMARK_METADATA } from './news/postmark-news.js';

export const MAIL_PROVIDERS = ['postmark', 'mailgun', 'sendgrid', 'ses'] as const;
type MailProvider = (typeof MAIL_PROVIDERS)[number];

interface MailAccount {
  readonly MAIL_USER?: string | undefined;
  readonly MAIL_PASSWORD?: string | undefined;
  readonly MAIL_REGION?: string | undefined;
}

interface Preset {
  /** Variable → what to give. */
  readonly needs: Readonly<Partial<Record<keyof MailAccount, string>>>;
  readonly regions?: RegExp;
  host(region: string | undefined): string;
  user(account: MailAccount): string | undefined;
  /** Headers by which its webhooks name a letter as we do. */
  headers?(messageId: string): Record<string, string>;
}

const presets: Readonly<Record<MailProvider, Preset>> = {
  postmark: {
    needs: { MAIL_PASSWORD: 'give the token of the Postmark server' },
    host: () => 'smtp.postmarkapp.com',
    user: ({ MAIL_PASSWORD }) => MAIL_PASSWORD,
    headers: (messageId) => ({ [`X-PM-Metadata-${POSTMARK_METADATA}`]: messageId, 'X-PM-KeepID': 'true' }),
  },
  mailgun: {
    needs: {
      MAIL_USER: 'give the SMTP login of the domain, such as postmaster@mail.example.org',
      MAIL_PASSWORD: 'give the password of that SMTP login',
    },
    regions: /^(us|eu)$/,
    host: (region) => (region === 'eu' ? 'smtp.eu.mailgun.org' : 'smtp.mailgun.org'),
    user: ({ MAIL_USER }) => MAIL_USER,
  },
  sendgrid: {
    needs: { MAIL_PASSWORD: 'give an API key that may send mail' },
    host: () => 'smtp.sendgrid.net',
    user: () => 'apikey',
  },
  ses: {
    needs: {
      MAIL_USER: 'give the user of the SMTP credentials (not an access key)',
      MAIL_PASSWORD: 'give the password of the SMTP credentials',
      MAIL_REGION: 'give the region, such as eu-central-1',
    },
    regions: /^[a-z]{2}(-[a-z]+)+-\d$/,
    host: (region) => `email-smtp.${region}.amazonaws.com`,
    user: ({ MAIL_USER }) => MAIL_USER,
  },
};

/** What is missing or wrong for this provider, one sentence each. */
export function accountFaults(provider: MailProvider, account: MailAccount): string[] {
  const { needs, regions } = presets[provider];
  const missing = Object.entries(needs)
    .filter(([name]) => !account[name as keyof MailAccount])
    .map(([name, mend]) => `${name} is not set, which MAIL_PROVIDER=${provider} needs: ${mend}.`);
  const { MAIL_REGION: region } = account;
  if (region && regions && !regions.test(region)) missing.push(`MAIL_REGION is no region of ${provider}.`);
  return missing;
}

export function providerUrl(provider: MailProvider, account: MailAccount): string {
  const { host, user } = presets[provider];
  const sign = [user(account), account.MAIL_PASSWORD].map((part) => encodeURIComponent(part ?? '')).join(':');
  return `smtp://${sign}@${host(account.MAIL_REGION)}:587`;
}

export function providerHeaders(provider: MailProvider | undefined, messageId: string): Record<string, string> {
  return (provider && presets[provider].headers?.(messageId.replace(/^<|>$/g, ''))) ?? {};
}
