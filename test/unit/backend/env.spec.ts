import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EnvRefusal, readEnv } from '../../../backend/env.js';
import { plugins } from '../../../backend/plugins.js';

function key(curve = 'P-256'): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: curve });
  return privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
}

const production = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://purser:kX82hJQm0wq4vTz1@db.internal:5432/purser',
  PUBLIC_URL: 'https://app.example.org',
  SMTP_URL: 'smtps://user:secret@mail.example.org',
  MAIL_FROM: 'Example <hello@example.org>',
  SIGNING_KEYS: `k1:${key()}`,
};

function refusalOf(source: Record<string, string | undefined>): readonly string[] {
  try {
    readEnv(source);
  } catch (error) {
    if (error instanceof EnvRefusal) return error.sentences;
    throw error;
  }
  return [];
}

describe('the environment', () => {
  it('needs nothing in development', () => {
    const env = readEnv({});
    expect(env).toMatchObject({
      NODE_ENV: 'development',
      PORT: 3000,
      HOST: '127.0.0.1',
      PUBLIC_URL: 'http://localhost:3000',
      CONSOLE_URL: 'http://localhost:3000',
      PURSER_MAIL_UI_PORT: 1080,
      PURSER_ROLE: 'all',
      PURSER_PLUGINS_OFF: [],
      TRUST_PROXY: 0,
      AUTH_ACCESS_SECONDS: 600,
      AUTH_MAIL_REQUESTS: 30,
      AUTH_CUSTOMER_IDLE_SECONDS: 14 * 86_400,
      AUTH_CUSTOMER_ABSOLUTE_SECONDS: 30 * 86_400,
      AUTH_OPERATOR_IDLE_SECONDS: 1_800,
      AUTH_OPERATOR_ABSOLUTE_SECONDS: 86_400,
    });
    expect(path.isAbsolute(env.PURSER_DATA_DIR)).toBe(true);
  });

  it('takes what is given, and counts an empty variable as not set', () => {
    const env = readEnv({
      PORT: '8080',
      PURSER_PLUGINS_OFF: 'tasks, backup',
      CONSOLE_URL: '',
      TRUST_PROXY: '2',
      PLACE_HEADER: 'CF-IPCity, cf-ipcountry',
    });
    expect(env).toMatchObject({
      PORT: 8080,
      PURSER_PLUGINS_OFF: ['tasks', 'backup'],
      TRUST_PROXY: 2,
      PLACE_HEADER: ['cf-ipcity', 'cf-ipcountry'],
    });
    expect(env.CONSOLE_URL).toBe('http://localhost:8080');
  });

  it('hands the lives of sessions to auth', () => {
    const lives = { AUTH_ACCESS_SECONDS: '4', AUTH_CUSTOMER_IDLE_SECONDS: '9', AUTH_OPERATOR_IDLE_SECONDS: '7' };
    const [auth] = plugins(readEnv(lives));
    expect(auth?.options).toMatchObject({
      accessSeconds: 4,
      customers: { idle: 9, absolute: 30 * 86_400 },
      operators: { idle: 7, absolute: 86_400 },
    });
  });

  it('accepts a whole production environment', () => {
    expect(refusalOf(production)).toEqual([]);
    expect(readEnv(production).HOST).toBe('0.0.0.0');
  });

  it('tells everything production lacks at once', () => {
    expect(refusalOf({ NODE_ENV: 'production' }).map((sentence) => sentence.split(' ')[0])).toEqual([
      'DATABASE_URL',
      'PUBLIC_URL',
      'SMTP_URL',
      'MAIL_FROM',
      'SIGNING_KEYS',
    ]);
  });

  it.each([
    ['PORT', { PORT: 'http' }],
    ['PORT', { PORT: '70000' }],
    ['NODE_ENV', { NODE_ENV: 'staging' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'app.example.org' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'https://example.org/app' }],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://x@y/z' }],
    ['SMTP_URL', { SMTP_URL: 'mail.example.org:25' }],
    ['MAIL_PROVIDER', { MAIL_PROVIDER: 'pigeon' }],
    ['MAIL_WEBHOOK_SECRET', { MAIL_WEBHOOK_SECRET: 'short' }],
    ['PURSER_ROLE', { PURSER_ROLE: 'cook' }],
    ['TRUST_PROXY', { TRUST_PROXY: 'true' }],
    ['SENTRY_DSN', { SENTRY_DSN: 'abc' }],
    ['SENTRY_DSN', { SENTRY_DSN: 'https://o1.ingest.sentry.io/42' }],
    ['SENTRY_BROWSER_DSN', { SENTRY_BROWSER_DSN: 'https://key:secret@o1.ingest.sentry.io/42' }],
    ['SIGNING_KEYS', { SIGNING_KEYS: 'not a key' }],
    ['SIGNING_KEYS', { SIGNING_KEYS: `k1:${key('P-384')}` }],
    ['SIGNING_KEYS', { SIGNING_KEYS: `k1:${key()},k1:${key()}` }],
    ['S3_SECRET_ACCESS_KEY', { S3_BUCKET: 'backups', S3_ACCESS_KEY_ID: 'id' }],
    ['PLACE_HEADER', { PLACE_HEADER: 'cf-ipcity' }],
    ['PLACE_HEADER', { PLACE_HEADER: 'not a header', TRUST_PROXY: '1' }],
    ['AUTH_ACCESS_SECONDS', { AUTH_ACCESS_SECONDS: '601' }],
    ['AUTH_MAIL_REQUESTS', { AUTH_MAIL_REQUESTS: '0' }],
    ['AUTH_ACCESS_SECONDS', { AUTH_ACCESS_SECONDS: '0' }],
    ['AUTH_ACCESS_SECONDS', { AUTH_ACCESS_SECONDS: 'ten minutes' }],
    ['AUTH_CUSTOMER_IDLE_SECONDS', { AUTH_CUSTOMER_IDLE_SECONDS: '600' }],
    ['AUTH_CUSTOMER_IDLE_SECONDS', { AUTH_CUSTOMER_ABSOLUTE_SECONDS: '86400' }],
    ['AUTH_CUSTOMER_ABSOLUTE_SECONDS', { AUTH_CUSTOMER_ABSOLUTE_SECONDS: '2592001' }],
    ['AUTH_OPERATOR_IDLE_SECONDS', { AUTH_OPERATOR_IDLE_SECONDS: '3601' }],
    ['AUTH_OPERATOR_ABSOLUTE_SECONDS', { AUTH_OPERATOR_ABSOLUTE_SECONDS: '86401' }],
    ['SMTP_URL_FILE', { SMTP_URL_FILE: '/nowhere/at/all' }],
  ])('refuses a bad %s in one sentence', (name, source) => {
    const sentences = refusalOf(source);
    expect(sentences).toHaveLength(1);
    expect(sentences[0]).toMatch(new RegExp(`^${name} .+\\.$`));
  });

  it.each([
    ['DATABASE_URL', { DATABASE_URL: 'postgres://purser:purser@db.internal/purser' }],
    ['DATABASE_URL', { DATABASE_URL: 'postgres://purser:postgres@127.0.0.1/purser' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'http://app.example.org' }],
    ['CONSOLE_URL', { CONSOLE_URL: 'http://console.example.org' }],
    ['SIGNING_KEYS', { SIGNING_KEYS: `dev-1:${key()}` }],
    ['METRICS_TOKEN', { METRICS_TOKEN: 'short' }],
    ['S3_SECRET_ACCESS_KEY', { S3_BUCKET: 'backups', S3_ACCESS_KEY_ID: 'id', S3_SECRET_ACCESS_KEY: 'minioadmin' }],
  ])('refuses a weak %s in production, and only there', (name, weak) => {
    expect(refusalOf({ ...production, ...weak })).toEqual([expect.stringMatching(new RegExp(`^${name} `))]);
    expect(refusalOf({ ...production, ...weak, NODE_ENV: 'development' })).toEqual([]);
  });

  it('never repeats a secret in a refusal', () => {
    const secret = 'hunter2hunter2';
    const told = refusalOf({ NODE_ENV: 'production', SIGNING_KEYS: `k1:${secret}`, METRICS_TOKEN: secret.slice(0, 8) });
    expect(told.join('\n')).not.toContain(secret.slice(0, 8));
  });

  it('reads secrets from files', () => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'purser-env-')), 'keys');
    writeFileSync(file, `${production.SIGNING_KEYS}\n`);
    const { SIGNING_KEYS, ...rest } = production;
    expect(readEnv({ ...rest, SIGNING_KEYS_FILE: file }).SIGNING_KEYS).toBe(SIGNING_KEYS);
  });
});
