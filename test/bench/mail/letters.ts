/** Letters as the product queues them, written straight into its tables: queueing is not measured. */
import { randomBytes } from 'node:crypto';
import type { Mail } from '@purser/kit/backend/mail';
import pg from 'pg';
import { uuidv7 } from 'uuidv7';
import { houseOptions } from '../../../backend/house.options.js';
import { MailRenderer } from '../../../backend/mail/mail-renderer.service.js';
import { secretNames, separateSecrets } from '../../../backend/mail/mail-secrets.js';
import { HouseConfig } from '../../../backend/settings/house-config.js';
import { confirmAddress } from '../../../plugins/auth/backend/mails/confirm-address.mail.js';
import { newDevice } from '../../../plugins/auth/backend/mails/new-device.mail.js';
import { passwordChanged } from '../../../plugins/auth/backend/mails/password-changed.mail.js';
import { recoverAccount } from '../../../plugins/reset/backend/mails/recover-account.mail.js';

const PUBLIC_URL = 'https://app.example.org';
// In turn, in both languages: what people get most.
const mails = [confirmAddress, recoverAccount, newDevice, passwordChanged] as readonly unknown[] as readonly Mail[];

function dataOf(mail: Mail): Record<string, unknown> {
  const sample = mail.data.parse(mail.sample);
  const token = randomBytes(32).toString('base64url');
  return 'link' in sample ? { ...sample, link: `${PUBLIC_URL}/open#token=${token}` } : sample;
}

export async function queueLetters(databaseUrl: string, count: number): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const letters = Array.from({ length: count }, (_, n) => {
    const mail = mails[n % mails.length] as Mail;
    const { seen, secrets } = separateSecrets(secretNames(mail), dataOf(mail));
    const to = `person-${n}@bench.example`;
    return { id: uuidv7(), template: mail.name, locale: n % 8 < 4 ? 'en' : 'de', to, seen, secrets };
  });
  await client.query('BEGIN');
  await client.query(
    `INSERT INTO house_mail (id, key, template, locale, recipient, recipient_key, subject, data, secrets, has_secrets)
     SELECT id, id, template, locale, "to", "to", 'Bench', seen, secrets, secrets IS NOT NULL
     FROM jsonb_to_recordset($1) AS l(id uuid, template text, locale text, "to" text, seen jsonb, secrets jsonb)`,
    [JSON.stringify(letters.map((letter) => ({ ...letter, ...(letter.secrets === null && { secrets: undefined }) })))],
  );
  await client.query(
    `SELECT count(graphile_worker.add_job('house.send-mail', json_build_object('mailId', id), max_attempts := 12,
       job_key := 'mail:' || id)) FROM house_mail WHERE state = 'queued'`,
  );
  await client.query('COMMIT');
  await client.end();
}

/** Renders per CPU second of this process, with everything compiled. */
export function renderingAlone(seconds: number): number {
  const config = new HouseConfig({
    mode: 'production',
    role: 'worker',
    productName: 'Purser',
    publicUrl: PUBLIC_URL,
    consoleUrl: PUBLIC_URL,
    dataDir: '.',
    databaseUrl: '',
    poolSize: 1,
    trustProxy: 0,
    machines: houseOptions.parse({}),
  });
  const renderer = new MailRenderer(config);
  const samples = mails.map((mail) => [mail, dataOf(mail)] as const);
  const renderAll = () => {
    for (const [mail, data] of samples) {
      renderer.render(mail, 'en', data);
      renderer.render(mail, 'de', data);
    }
  };
  for (let n = 0; n < 200; n += 1) renderAll();
  const begin = process.cpuUsage();
  let rounds = 0;
  for (const end = Date.now() + seconds * 1000; Date.now() < end; rounds += 1) renderAll();
  const { user, system } = process.cpuUsage(begin);
  return (rounds * samples.length * 2) / ((user + system) / 1e6);
}
