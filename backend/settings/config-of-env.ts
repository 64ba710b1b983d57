import path from 'node:path';
import type { Env } from '../env.js';
import { houseOptions } from '../house.options.js';
import { HouseConfig } from './house-config.js';

const PRODUCT_NAME = 'Purser';
const POOL_SIZE = 20;

/** `dist` holds `backend/…` beside the built `console` and `portal`. */
const pagesDir = path.resolve(import.meta.dirname, '../..');

export function configOf(env: Env, role: Env['PURSER_ROLE'] = env.PURSER_ROLE): HouseConfig {
  if (!env.DATABASE_URL) {
    throw new Error(
      'DATABASE_URL is missing: "pnpm start" brings an embedded database, a bare process needs to be given one.',
    );
  }
  return new HouseConfig({
    mode: env.NODE_ENV,
    role,
    productName: PRODUCT_NAME,
    publicUrl: env.PUBLIC_URL,
    consoleUrl: env.CONSOLE_URL,
    dataDir: env.PURSER_DATA_DIR,
    databaseUrl: env.DATABASE_URL,
    readUrl: env.DATABASE_READ_URL,
    poolSize: POOL_SIZE,
    trustProxy: env.TRUST_PROXY,
    placeHeaders: env.PLACE_HEADER,
    metricsToken: env.METRICS_TOKEN,
    browserDsn: env.SENTRY_BROWSER_DSN,
    pagesDir,
    machines: houseOptions.parse({
      smtpUrl: env.SMTP_URL,
      mailProvider: env.MAIL_PROVIDER,
      mailFrom: env.MAIL_FROM,
      mailWebhookSecret: env.MAIL_WEBHOOK_SECRET,
      mailgunSigningKey: env.MAILGUN_SIGNING_KEY,
      postmarkWebhookSecret: env.POSTMARK_WEBHOOK_SECRET,
      webhookPrivateTargets: env.WEBHOOK_PRIVATE_TARGETS,
    }),
  });
}
