/** The whole backend as in production: two processes over one database, people who sign in as people do. */
import { hash } from '@node-rs/argon2';
import pg from 'pg';
import { uuidv7 } from 'uuidv7';
import { formatSigningKeys, generateSigningKey } from '../../../plugins/auth/backend/key/signing-key.js';
import { purserSide } from '../../races/purser-side.js';
import type { Racer, Side } from '../../races/side.js';
import { PASSWORD, PUBLIC_URL } from '../auth/subject.js';
import { startPurserProcess } from '../bed/purser-process.js';
import { signIn } from '../bed/sign-in.js';

/** `auth.options.ts`: what it hashes with by default. */
const ARGON2ID = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export async function purserInProduction(databaseUrl: string, count: number): Promise<Side> {
  const environment = {
    NODE_ENV: 'production',
    PUBLIC_URL,
    SIGNING_KEYS: formatSigningKeys([generateSigningKey()]),
    SMTP_URL: 'smtp://127.0.0.1:9',
    MAIL_FROM: 'Bench <bench@bench.example>',
    TRUST_PROXY: '1',
  };
  const first = await startPurserProcess(databaseUrl, () => environment, { quiet: true });
  const second = await startPurserProcess(databaseUrl, () => environment, { quiet: true });
  const servers = [`http://127.0.0.1:${first.port}`, `http://127.0.0.1:${second.port}`] as const;
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  const query = async (sql: string, values: readonly unknown[] = []) =>
    (await pool.query(sql, values as unknown[])).rows;
  const password = await hash(PASSWORD, ARGON2ID);
  const people: Racer[] = [];
  for (let n = 0; n < count; n += 1) {
    const [id, email] = [uuidv7(), `racer-${n}@race.example`];
    await query(
      `INSERT INTO auth_user (id, email, email_key, name, locale, password_hash, confirmed_at, created_at, updated_at)
       VALUES ($1, $2, $2, 'Racer', 'en', $3, now(), now(), now())`,
      [id, email, password],
    );
    people.push({ id, email, headers: await signIn(servers[0], '/api/auth/login', email) });
  }
  const [operator, address] = [uuidv7(), 'staff@race.example'];
  await query(
    `INSERT INTO auth_operator (id, email, email_key, name, password_hash, password_changed_at, created_at, updated_at)
     VALUES ($1, $2, $2, 'Staff', $3, now(), now(), now())`,
    [operator, address, password],
  );
  await query(`INSERT INTO auth_operator_role (operator_id, role, granted_at) VALUES ($1, 'owner', now())`, [operator]);
  return purserSide({
    servers,
    people,
    staff: await signIn(servers[0], '/api/console/session', address),
    query,
    stop: async () => {
      await pool.end();
      await first.stop();
      await second.stop();
    },
  });
}
