/**
 * The only reader of `process.env`. What is wrong is told all at once, one sentence each, before anything opens.
 * Secrets may also come from files: `SIGNING_KEYS_FILE=/run/secrets/keys` stands for `SIGNING_KEYS`.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { backupVariables, halfABucket } from './env-backups.js';
import { withFirstHost } from './env-database.js';
import { mailFaults, mailSecretFiles, mailVariables, smtpUrlOf } from './env-mail.js';
import { productionFaults } from './env-production.js';
import { sessionFaults, sessionVariables } from './env-sessions.js';
import { signingKeyFault } from './env-signing-keys.js';

const port = z.coerce.number('has to be a number').int('has to be whole').min(1).max(65_535);

const origin = z
  .url({ protocol: /^https?$/, error: 'has to be an address such as https://app.example.org', abort: true })
  .refine((value) => new URL(value).pathname === '/' && !new URL(value).search, 'has to be an origin, without a path')
  .transform((value) => new URL(value).origin);

const dsn = z
  .url({ protocol: /^https?$/, error: 'has to be the DSN that Sentry shows', abort: true })
  .refine((value) => {
    const { username, password, pathname } = new URL(value);
    return username !== '' && password === '' && /\/\d+$/.test(pathname);
  }, 'has to be the DSN that Sentry shows');

const addressOf = (protocol: RegExp, example: string) =>
  z.url({ protocol, error: `has to be an address such as ${example}` });

const oneDatabase = addressOf(/^postgres(ql)?$/, '');
const databaseUrl = z
  .string()
  .refine(
    (given) => oneDatabase.safeParse(withFirstHost(given)).success,
    'has to be an address such as postgres://user:password@host:5432/purser',
  );

const headerNames = z
  .string()
  .default('')
  .transform((names) => listed(names.toLowerCase()))
  .refine((names) => names.every((name) => /^[a-z][a-z0-9-]{0,60}$/.test(name)), 'has to name headers, by commas');

const envSchema = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production'], 'is development, test or production').default('development'),
  /** Where the one HTTP door listens. */
  PORT: port.default(3000),
  HOST: z.string().optional(),
  /** Origin people use; links in mails are made from it. */
  PUBLIC_URL: origin.optional(),
  /** An own origin for the console: recommended in production. */
  CONSOLE_URL: origin.optional(),
  /** Several hosts by commas: each connection goes to the one that takes writes. */
  DATABASE_URL: databaseUrl.optional(),
  /** A streaming replica; the console's lists are read there while it answers and is not far behind. */
  DATABASE_READ_URL: databaseUrl.optional(),
  /** Everything this installation keeps in files; the embedded database too. */
  PURSER_DATA_DIR: z.string().default('.purser'),
  ...mailVariables,
  /** `true` lets webhooks call private and loopback addresses. */
  WEBHOOK_PRIVATE_TARGETS: z.stringbool({ error: 'has to be true or false' }).default(false),
  /** Port of the development inbox; the launcher reads it. */
  PURSER_MAIL_UI_PORT: port.default(1080),
  /** Whose mailbox `purser smoke` reads; accounts with a tag of it (`smoke+…@`) count nowhere and are removed. */
  SMOKE_ADDRESS: z.email('has to be an address such as smoke@example.org').optional(),
  /** Where that is: IMAP, or the API of a maildev inbox. Only the smoke test reads it. */
  SMOKE_MAILBOX_URL: addressOf(/^(imaps?|https?)$/, 'imaps://user:password@imap.example.org').optional(),
  /** `<kid>:<base64 of a PKCS#8 P-256 key>`, several by commas: the first signs, all verify. */
  SIGNING_KEYS: z
    .string()
    .superRefine((value, context) => {
      const fault = signingKeyFault(value);
      if (fault) context.addIssue({ code: 'custom', message: fault });
    })
    .optional(),
  ...sessionVariables,
  /** How many proxies in front of this process are ours. */
  TRUST_PROXY: z.coerce.number('has to be the number of your own proxies').int().min(0).max(10).default(0),
  /** Sign-ups, confirmations and requests for mails from one client address in five minutes; more where many share one. */
  AUTH_MAIL_REQUESTS: z.coerce.number('has to be a whole number').int().min(1).max(10_000).default(30),
  /** Headers in which such a proxy tells a coarse place, by commas, e.g. `cf-ipcity, cf-ipcountry`. */
  PLACE_HEADER: headerNames,
  /** Bearer token of `/metrics`; without one only the loopback may read it. */
  METRICS_TOKEN: z.string().optional(),
  ...backupVariables,
  /** Errors of the server. */
  SENTRY_DSN: dsn.optional(),
  /** Share of requests whose way through events, jobs and probes is traced there. */
  SENTRY_TRACES: z.coerce.number('has to be a number').min(0, 'is from 0 to 1').max(1, 'is from 0 to 1').default(0),
  /** Errors of portal and console; everybody can read this one. */
  SENTRY_BROWSER_DSN: dsn.optional(),
  /** Names of plugins that stay unmounted, by commas; they are migrated all the same. */
  PURSER_PLUGINS_OFF: z.string().default('').transform(listed),
  PURSER_ROLE: z.enum(['all', 'web', 'worker'], 'is all, web or worker').default('all'),
});

type Parsed = z.output<typeof envSchema>;

/** What the environment says, with every default filled in. */
export interface Env extends Parsed {
  HOST: string;
  PUBLIC_URL: string;
  CONSOLE_URL: string;
  MAIL_FROM: string;
}

/** All that is wrong with the environment, one sentence per variable. */
export class EnvRefusal extends Error {
  override readonly name = 'EnvRefusal';
  constructor(readonly sentences: readonly string[]) {
    super(sentences.join('\n'));
  }
}

const secretFiles = [
  'DATABASE_URL',
  'DATABASE_READ_URL',
  ...mailSecretFiles,
  'SMOKE_MAILBOX_URL',
  'SIGNING_KEYS',
  'METRICS_TOKEN',
  'S3_SECRET_ACCESS_KEY',
  'BACKUP_KEYS',
];

export function readEnv(source: Readonly<Record<string, string | undefined>> = process.env): Env {
  const faults: string[] = [];
  const given = withSecretFiles(source, faults);
  const parsed = envSchema.safeParse(given);
  if (!parsed.success) {
    const invalid = new Set(parsed.error.issues.map((issue) => String(issue.path[0])));
    for (const issue of parsed.error.issues) faults.push(`${String(issue.path[0])} ${issue.message}.`);
    if (given.NODE_ENV === 'production') {
      faults.push(
        ...productionFaults(given).filter((fault) => ![...invalid].some((name) => fault.startsWith(`${name} `))),
      );
    }
    throw new EnvRefusal(faults);
  }
  if (parsed.data.NODE_ENV === 'production') faults.push(...productionFaults(given));
  faults.push(
    ...halfABucket(parsed.data),
    ...sessionFaults(parsed.data),
    ...mailFaults(parsed.data),
    ...placeNobodyTells(parsed.data),
  );
  if (faults.length > 0) throw new EnvRefusal(faults);
  return withDefaults(parsed.data);
}

function withDefaults(parsed: Parsed): Env {
  const publicUrl = parsed.PUBLIC_URL ?? `http://localhost:${parsed.PORT}`;
  return {
    ...parsed,
    HOST: parsed.HOST ?? (parsed.NODE_ENV === 'production' ? '0.0.0.0' : '127.0.0.1'),
    PUBLIC_URL: publicUrl,
    CONSOLE_URL: parsed.CONSOLE_URL ?? publicUrl,
    SMTP_URL: smtpUrlOf(parsed),
    MAIL_FROM: parsed.MAIL_FROM ?? 'Purser <purser@localhost>',
    PURSER_DATA_DIR: path.resolve(parsed.PURSER_DATA_DIR),
    SMOKE_ADDRESS: parsed.SMOKE_ADDRESS ?? ownInboxAddress(parsed),
  };
}

/** The development inbox takes letters to every address. */
function ownInboxAddress(parsed: Parsed): string | undefined {
  const isElsewhere = parsed.NODE_ENV === 'production' || parsed.SMOKE_MAILBOX_URL !== undefined;
  return isElsewhere ? undefined : 'smoke@purser.localhost';
}

/** An empty variable counts as not set, as in a compose file whose value was left out. */
function withSecretFiles(source: Readonly<Record<string, string | undefined>>, faults: string[]) {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
  for (const name of secretFiles) {
    const file = given[`${name}_FILE`];
    if (file === undefined || given[name] !== undefined) continue;
    try {
      given[name] = readFileSync(file, 'utf8').trim();
    } catch {
      faults.push(`${name}_FILE names ${file}, which cannot be read.`);
    }
  }
  return given;
}

function placeNobodyTells({ PLACE_HEADER, TRUST_PROXY }: Parsed): string[] {
  return PLACE_HEADER.length > 0 && TRUST_PROXY === 0
    ? ['PLACE_HEADER is set, but TRUST_PROXY is 0: without a proxy of your own it would be the word of strangers.']
    : [];
}

function listed(names: string): string[] {
  return names
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
}
