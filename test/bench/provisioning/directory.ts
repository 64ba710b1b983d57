/** Workspaces and stores in any number, written straight into the tables: their making is not what is measured. */
import { hash } from '@node-rs/argon2';
import type pg from 'pg';
import { PASSWORD } from '../auth/subject.js';

export interface Owner {
  readonly id: string;
  /** Headers of their requests. */
  readonly signedIn: Record<string, string>;
}

/** One person who owns as many as there are. */
export async function anOwner(pool: pg.Pool, server: string): Promise<Owner> {
  const { rows } = await pool.query(
    `WITH person AS (
       INSERT INTO auth_user (id, email, email_key, name, locale, password_hash, confirmed_at, created_at, updated_at)
       SELECT id, 'owner@bench.example', 'owner@bench.example', 'Bench', 'en', $1, now(), now(), now() FROM gen_random_uuid() AS id
       RETURNING id)
     INSERT INTO workspace_quota (owner_id, workspaces) SELECT id, 1000000 FROM person RETURNING owner_id AS id`,
    [await hash(PASSWORD)],
  );
  const answer = await fetch(`${server}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-purser-client': 'native' },
    body: JSON.stringify({ email: 'owner@bench.example', password: PASSWORD }),
  });
  const { accessToken } = (await answer.json()) as { accessToken?: string };
  if (!accessToken) throw new Error(`The owner could not sign in: ${answer.status}`);
  return { id: rows[0].id, signedIn: { authorization: `Bearer ${accessToken}` } };
}

/** Workspaces whose stores are active and quiet. */
export async function quietStores(pool: pg.Pool, ownerId: string, count: number): Promise<void> {
  await pool.query(
    `WITH made AS (
       INSERT INTO workspace (id, name, name_key, owner_id, created_at, updated_at)
       SELECT gen_random_uuid(), 'Q ' || g || ' ' || $3, 'q ' || g || ' ' || $3, $1, now(), now() FROM generate_series(1, $2) g
       RETURNING id),
     seated AS (
       INSERT INTO workspace_membership (id, workspace_id, user_id, role, created_at, updated_at)
       SELECT gen_random_uuid(), id, $1, 'owner', now(), now() FROM made),
     logs AS (
       INSERT INTO sync_store_log (store_id, workspace_id, backend_id, mode)
       SELECT 'st-' || gen_random_uuid(), id, gen_random_uuid(), 'open' FROM made RETURNING *)
     INSERT INTO provisioning_store (id, workspace_id, phase, settled, backend_id, route, active_at)
     SELECT store_id, workspace_id, 'active', 'active', backend_id, '/sync', now() FROM logs`,
    [ownerId, count, String(Date.now())],
  );
  await pool.query('ANALYZE workspace, workspace_membership, sync_store_log, provisioning_store');
}

export interface Walks {
  readonly active: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly aSecond: number;
}

/** Of the stores requested since. */
export async function walksSince(pool: pg.Pool, since: Date): Promise<Walks> {
  const { rows } = await pool.query(
    `SELECT count(active_at)::int AS active,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM active_at - requested_at) * 1000) AS "p50Ms",
       percentile_cont(0.99) WITHIN GROUP (ORDER BY extract(epoch FROM active_at - requested_at) * 1000) AS "p99Ms",
       count(active_at) / nullif(extract(epoch FROM max(active_at) - min(requested_at)), 0)::float8 AS "aSecond"
     FROM provisioning_store WHERE requested_at >= $1`,
    [since],
  );
  return rows[0];
}
