/** People who are signed in with real tokens of real sessions, without the way through sign-up and its limits. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { TestHouse } from '@purser/kit/testing/house';
import { AccessTokens } from '../../plugins/auth/backend/session/access-tokens.service.js';

export interface TestPerson {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly sessionId: string;
  /** The `Authorization` header. */
  readonly bearer: string;
}

const DAY_MS = 86_400_000;

export async function aCustomer(house: TestHouse, name = 'Ada'): Promise<TestPerson> {
  const id = randomUUID();
  const email = `${name.toLowerCase()}-${id.slice(0, 8)}@example.org`;
  const now = house.clock.now();
  await house.dataSource.query(
    `INSERT INTO auth_user (id, email, email_key, name, locale, confirmed_at, created_at, updated_at)
     VALUES ($1, $2, $2, $3, 'en', $4, $4, $4)`,
    [id, email, name, now],
  );
  const sessionId = await openSession(house, 'auth_session', 'user_id', id);
  const { accessToken } = await house.get(AccessTokens).sign('portal', id, sessionId);
  return { id, email, name, sessionId, bearer: `Bearer ${accessToken}` };
}

export async function anOperator(house: TestHouse, roles: readonly string[] = ['owner']): Promise<TestPerson> {
  const id = randomUUID();
  const email = `operator-${id.slice(0, 8)}@example.org`;
  const now = house.clock.now();
  await house.dataSource.query(
    `INSERT INTO auth_operator (id, email, email_key, name, password_hash, password_changed_at, created_at, updated_at)
     VALUES ($1, $2, $2, 'Olga', 'none', $3, $3, $3)`,
    [id, email, now],
  );
  await house.dataSource.query(
    'INSERT INTO auth_operator_role (operator_id, role, granted_at) SELECT $1, role, $3 FROM unnest($2::text[]) AS role',
    [id, roles, now],
  );
  const sessionId = await openSession(house, 'auth_operator_session', 'operator_id', id);
  const { accessToken } = await house.get(AccessTokens).sign('console', id, sessionId);
  return { id, email, name: 'Olga', sessionId, bearer: `Bearer ${accessToken}` };
}

async function openSession(house: TestHouse, table: string, owner: string, ownerId: string): Promise<string> {
  const id = randomUUID();
  const now = house.clock.now();
  await house.dataSource.query(
    `INSERT INTO ${table} (id, ${owner}, created_at, signed_in_at, last_seen_at, idle_expires_at, expires_at,
       refresh_hash, refresh_rotated_at, refresh_window_at, client, ip, user_agent)
     VALUES ($1, $2, $3, $3, $3, $4, $4, $5, $3, $3, 'native', '127.0.0.1', 'test')`,
    [id, ownerId, now, new Date(now.getTime() + DAY_MS), randomBytes(32)],
  );
  return id;
}
