/** Better Auth as a process of its own, with as many people who are signed in. */
import { type ChildProcess, fork } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { hashPassword } from 'better-auth/crypto';
import pg from 'pg';
import { freePort } from '../../../launcher/ports.js';
import { descendants } from '../bed/process-figures.js';
import { PASSWORD, PUBLIC_URL, type Subject } from './subject.js';

const COOKIE = '__Secure-better-auth.session_token';
/** Its defaults: a session lives seven days and is written when a day of them is over. */
const YOUNG = '7 days';
const DUE = '5 days 23 hours';
/** The rest of the people have a session whose write is due. */
const READERS = 500;

export async function startBetterAuth(databaseUrl: string, people: number): Promise<Subject> {
  const port = await freePort();
  const secret = randomBytes(32).toString('base64url');
  const server = fork(path.join(import.meta.dirname, 'better-auth-server.ts'), {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: String(port),
      PUBLIC_URL,
      DATABASE_URL: databaseUrl,
      BETTER_AUTH_SECRET: secret,
    },
  });
  await once(server, 'message');
  const tokens = await signedInPeople(databaseUrl, people);
  const session = (person: number) => {
    const token = tokens[person] ?? '';
    const signature = createHmac('sha256', secret).update(token).digest('base64');
    return {
      method: 'GET',
      path: '/api/auth/get-session',
      headers: { cookie: `${COOKIE}=${encodeURIComponent(`${token}.${signature}`)}` },
    } as const;
  };
  return {
    name: 'Better Auth',
    port,
    people,
    signIn: (person) => ({
      method: 'POST',
      path: '/api/auth/sign-in/email',
      headers: { origin: PUBLIC_URL },
      body: JSON.stringify({ email: emailOf(person), password: PASSWORD }),
    }),
    refresh: (person) => session(READERS + (person % (people - READERS))),
    read: (person) => session(person % READERS),
    serverPids: () => [server.pid ?? 0],
    databasePids: () => descendants(process.pid, /postgres/),
    eventLoopDelay: () => askDelay(server),
    async stop() {
      server.kill('SIGTERM');
      await once(server, 'exit');
    },
  };
}

const emailOf = (person: number) => `person-${person}@bench.example`;

/** Written straight into the tables. Answers everybody's session token. */
async function signedInPeople(databaseUrl: string, people: number): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const numbers = Array.from({ length: people }, (_, person) => person);
  const ids = numbers.map((person) => `user-${person}`);
  const tokens = numbers.map(() => randomBytes(24).toString('base64url'));
  await client.query(
    `INSERT INTO "user" (id, name, email, "emailVerified", "createdAt", "updatedAt")
     SELECT id, 'Bench', email, true, now(), now() FROM unnest($1::text[], $2::text[]) AS u (id, email)`,
    [ids, numbers.map(emailOf)],
  );
  await client.query(
    `INSERT INTO account (id, "accountId", "providerId", "userId", password, "createdAt", "updatedAt")
     SELECT 'account-' || id, id, 'credential', id, $2, now(), now() FROM unnest($1::text[]) AS u (id)`,
    [ids, await hashPassword(PASSWORD)],
  );
  await client.query(
    `INSERT INTO session (id, token, "userId", "expiresAt", "createdAt", "updatedAt")
     SELECT 'session-' || id, token, id, now() + CASE WHEN row_number() OVER () <= $3 THEN $4 ELSE $5 END::interval,
       now(), now() FROM unnest($1::text[], $2::text[]) AS s (id, token)`,
    [ids, tokens, READERS, YOUNG, DUE],
  );
  await client.query('ANALYZE "user", account, session');
  await client.end();
  return tokens;
}

async function askDelay(server: ChildProcess): Promise<number> {
  server.send('delay');
  const [{ eventLoopP99 }] = (await once(server, 'message')) as [{ eventLoopP99: number }];
  return eventLoopP99;
}
