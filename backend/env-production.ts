/** What production does not start without. Each sentence begins with its variable and says the mend. */

import { withFirstHost } from './env-database.js';

type Given = Readonly<Record<string, string | undefined>>;

const wellKnown = /^(password|passwort|postgres|purser|secret|changeme|minioadmin|admin|root|example|test)+\d*$/i;

export function productionFaults(given: Given): string[] {
  return [
    needed(
      given,
      'DATABASE_URL',
      'give the address of your PostgreSQL, such as postgres://user:password@host:5432/purser',
    ),
    weakDatabasePassword(given.DATABASE_URL),
    needed(given, 'PUBLIC_URL', 'give the origin people use, such as https://app.example.org'),
    plainText(given, 'PUBLIC_URL'),
    plainText(given, 'CONSOLE_URL'),
    needed(
      { SMTP_URL: given.SMTP_URL || given.MAIL_PROVIDER },
      'SMTP_URL',
      'without it, or MAIL_PROVIDER, nobody can confirm an address or recover an account',
    ),
    needed(given, 'MAIL_FROM', 'give the sender of all letters, such as "Example <hello@example.org>"'),
    needed(given, 'SIGNING_KEYS', 'make a value with "pnpm purser secrets" and keep it as a secret'),
    madeForDevelopment(given.SIGNING_KEYS),
    weakSecret(given, 'METRICS_TOKEN', 24),
    weakSecret(given, 'S3_SECRET_ACCESS_KEY', 16),
  ].filter((fault) => fault !== undefined);
}

function needed(given: Given, name: string, mend: string): string | undefined {
  return given[name] ? undefined : `${name} is not set: ${mend}.`;
}

function plainText(given: Given, name: string): string | undefined {
  const value = given[name];
  if (!value || !URL.canParse(value)) return undefined;
  const { protocol, hostname } = new URL(value);
  if (protocol === 'https:' || isLoopback(hostname)) return undefined;
  return `${name} is not https: sessions would travel in the clear, so put the house behind TLS.`;
}

function weakDatabasePassword(value: string | undefined): string | undefined {
  const first = value ? withFirstHost(value) : '';
  if (!URL.canParse(first)) return undefined;
  const { password, hostname } = new URL(first);
  const secret = decodeURIComponent(password);
  // A database that trusts its own machine or a client certificate has no password here, which is no weak one.
  if (secret === '') return undefined;
  if (first === value && isLoopback(hostname) && !wellKnown.test(secret)) return undefined;
  return secret.length < 12 || wellKnown.test(secret)
    ? 'DATABASE_URL holds a weak password: use at least 12 characters that nobody has published.'
    : undefined;
}

function weakSecret(given: Given, name: string, length: number): string | undefined {
  const value = given[name];
  if (!value || (value.length >= length && !wellKnown.test(value))) return undefined;
  return `${name} is weak: use at least ${length} random characters.`;
}

function madeForDevelopment(value: string | undefined): string | undefined {
  return value?.split(',').some((entry) => entry.trim().startsWith('dev-'))
    ? 'SIGNING_KEYS holds a key made for development: make a value with "pnpm purser secrets" and keep it as a secret.'
    : undefined;
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
}
