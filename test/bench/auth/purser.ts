/** The whole backend as in production, with its limits and its log, and many people who are signed in. */
import { hash } from '@node-rs/argon2';
import pg from 'pg';
import { uuidv7 } from 'uuidv7';
import { formatSigningKeys, generateSigningKey } from '../../../plugins/auth/backend/key/signing-key.js';
import { firstRefreshToken, writeRefreshToken } from '../../../plugins/auth/backend/session/refresh-token.js';
import { descendants } from '../bed/process-figures.js';
import { startPurserProcess } from '../bed/purser-process.js';
import { type Call, PASSWORD, PUBLIC_URL, type Subject, USER_AGENT } from './subject.js';

const COOKIE = '__Host-purser-session';
/** How many of the people have an access token at hand: as many as use an app at one time. */
const READERS = 500;
/** `auth.options.ts`: what it hashes with by default. */
const ARGON2ID = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export async function startPurser(databaseUrl: string, people: number): Promise<Subject> {
  const server = await startPurserProcess(
    databaseUrl,
    () => ({
      NODE_ENV: 'production',
      PUBLIC_URL,
      SIGNING_KEYS: formatSigningKeys([generateSigningKey()]),
      SMTP_URL: 'smtp://127.0.0.1:9',
      MAIL_FROM: 'Bench <bench@bench.example>',
      TRUST_PROXY: '1',
    }),
    { quiet: true },
  );
  const cookies = await signedInPeople(databaseUrl, people);
  const browser = { origin: PUBLIC_URL, 'sec-fetch-site': 'same-origin', 'x-purser-client': 'web' };
  const address = `http://127.0.0.1:${server.port}`;
  const subject: Subject = {
    name: 'Purser',
    port: server.port,
    people,
    signIn: (person) => ({
      method: 'POST',
      path: '/api/auth/login',
      headers: browser,
      body: JSON.stringify({ email: emailOf(person), password: PASSWORD }),
    }),
    refresh: (person) => ({
      method: 'POST',
      path: '/api/auth/refresh',
      headers: { ...browser, cookie: `${COOKIE}=${cookies[person]}` },
      body: '{}',
      keep: (given) => {
        const next = given.find((cookie) => cookie.startsWith(COOKIE));
        if (next) cookies[person] = next.slice(COOKIE.length + 1).split(';', 1)[0] ?? '';
      },
    }),
    read: (person) => ({
      method: 'GET',
      path: '/api/auth/me',
      headers: { 'x-purser-client': 'web', authorization: `Bearer ${tokens[person % READERS]}` },
    }),
    serverPids: () => [server.pid],
    databasePids: () => descendants(process.pid, /postgres/),
    async eventLoopDelay() {
      const text = await (await fetch(`${address}/metrics`)).text();
      return Number(/^nodejs_eventloop_lag_p99_seconds (\S+)$/m.exec(text)?.[1]) * 1_000;
    },
    stop: () => server.stop(),
  };
  const tokens: string[] = [];
  for (let person = 0; person < READERS; person += 1) tokens.push(await accessToken(address, subject.refresh(person)));
  return subject;
}

const emailOf = (person: number) => `person-${person}@bench.example`;

/** Written straight into the tables: signing up is not measured. Answers everybody's refresh token. */
async function signedInPeople(databaseUrl: string, people: number): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const numbers = Array.from({ length: people }, (_, person) => person);
  const userIds = numbers.map(() => uuidv7());
  const tokens = numbers.map(() => firstRefreshToken(uuidv7()));
  await client.query(
    `INSERT INTO auth_user (id, email, email_key, name, locale, password_hash, confirmed_at, created_at, updated_at)
     SELECT id, email, email, 'Bench', 'en', $3, now(), now(), now() FROM unnest($1::uuid[], $2::text[]) AS u (id, email)`,
    [userIds, numbers.map(emailOf), await hash(PASSWORD, ARGON2ID)],
  );
  await client.query(
    `INSERT INTO auth_session (id, user_id, created_at, signed_in_at, last_seen_at, idle_expires_at, expires_at,
       refresh_hash, refresh_rotated_at, refresh_window_at, client, ip, user_agent)
     SELECT id, user_id, now(), now(), now(), now() + interval '14 days', now() + interval '30 days', hash, now(), now(),
       'browser', '127.0.0.1', $4 FROM unnest($1::uuid[], $2::uuid[], $3::bytea[]) AS s (id, user_id, hash)`,
    [tokens.map((token) => token.sessionId), userIds, tokens.map((token) => token.hash), USER_AGENT],
  );
  await client.query('ANALYZE auth_user, auth_session');
  const key = await houseSecret(client);
  await client.end();
  return tokens.map((token) => writeRefreshToken(token, 'portal', key));
}

/** As the server has it, or made for it as it would make it itself. */
async function houseSecret(client: pg.Client): Promise<Buffer> {
  await client.query(
    `INSERT INTO auth_secret (name, value, created_at)
     VALUES ('refresh', decode(repeat(md5(random()::text), 2), 'hex'), now()) ON CONFLICT DO NOTHING`,
  );
  const { rows } = await client.query<{ value: Buffer }>(`SELECT value FROM auth_secret WHERE name = 'refresh'`);
  if (!rows[0]) throw new Error('There is no secret for refresh tokens.');
  return rows[0].value;
}

async function accessToken(address: string, { method, path, headers, body, keep }: Call): Promise<string> {
  const answer = await fetch(`${address}${path}`, { method, headers, body });
  keep?.(answer.headers.getSetCookie());
  return ((await answer.json()) as { accessToken: string }).accessToken;
}
