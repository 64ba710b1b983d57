/** The whole backend as it runs in production, over a PostgreSQL that keeps what it acknowledges. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { uuidv7 } from 'uuidv7';
import { startScratchPostgres } from '../../../launcher/postgres/scratch.js';
import { descendants } from '../bed/process-figures.js';
import { startPurserProcess } from '../bed/purser-process.js';
import type { Subject } from './measure.js';

/** Below the limit of connections that one person may have. */
const DEVICES_A_PERSON = 40;

export async function startPurser(): Promise<Subject & { stop(): Promise<void> }> {
  const database = await startScratchPostgres({ durable: true });
  const server = await startPurserProcess(database.url, (port) => ({
    // `test` only quietens the log; everything else is as in production.
    NODE_ENV: 'test',
    PUBLIC_URL: `http://127.0.0.1:${port}`,
  }));
  const people = await People.over(database.url);
  return {
    name: 'Purser, the whole backend',
    connectTo: async (store) => ({ url: `ws://127.0.0.1:${server.port}/sync`, ...(await people.admit(store)) }),
    serverPids: () => [server.pid],
    databasePids: () => descendants(process.pid, /postgres/),
    async stop() {
      await people.end();
      await server.stop();
      await database.stop();
    },
  };
}

interface Admitted {
  readonly storeId: string;
  readonly payload: { readonly ticket: string };
}

/** Customers, workspaces, open stores and tickets, written straight into the tables: their making is not measured. */
class People {
  private readonly stores = new Map<number, { storeId: string; workspaceId: string }>();
  private owner: { userId: string; sessionId: string; devices: number } | undefined;

  private turn: Promise<unknown> = Promise.resolve();

  private constructor(private readonly pool: pg.Pool) {}

  static async over(url: string): Promise<People> {
    return new People(new pg.Pool({ connectionString: url, max: 4 }));
  }

  /** One after the other: a store is made once, by whoever asks first. */
  admit(index: number): Promise<Admitted> {
    const admitted = this.turn.then(() => this.admitNext(index));
    this.turn = admitted.catch(() => undefined);
    return admitted;
  }

  private async admitNext(index: number): Promise<Admitted> {
    const person = await this.person();
    const store = await this.store(index, person.userId);
    await this.pool.query(
      `INSERT INTO workspace_membership (id, workspace_id, user_id, role, created_at, updated_at)
       VALUES ($1, $2, $3, 'owner', now(), now()) ON CONFLICT DO NOTHING`,
      [randomUUID(), store.workspaceId, person.userId],
    );
    const ticket = randomBytes(32).toString('base64url');
    await this.pool.query(
      `INSERT INTO sync_ticket (hash, kind, store_id, workspace_id, user_id, session_id, role, expires_at)
       VALUES ($1, 'session', $2, $3, $4, $5, 'owner', now() + interval '1 minute')`,
      [createHash('sha256').update(ticket).digest(), store.storeId, store.workspaceId, person.userId, person.sessionId],
    );
    return { storeId: store.storeId, payload: { ticket } };
  }

  async end(): Promise<void> {
    await this.pool.end();
  }

  private async store(index: number, ownerId: string): Promise<{ storeId: string; workspaceId: string }> {
    const known = this.stores.get(index);
    if (known) return known;
    const made = { storeId: `st-${uuidv7()}`, workspaceId: uuidv7() };
    this.stores.set(index, made);
    const client = await this.pool.connect();
    try {
      await client.query('BEGIN');
      await client.query(
        `INSERT INTO workspace (id, name, name_key, owner_id, created_at, updated_at) VALUES ($1, $2, $2, $3, now(), now())`,
        [made.workspaceId, made.storeId, ownerId],
      );
      await client.query(
        `INSERT INTO workspace_membership (id, workspace_id, user_id, role, created_at, updated_at)
         VALUES ($1, $2, $3, 'owner', now(), now())`,
        [randomUUID(), made.workspaceId, ownerId],
      );
      await client.query(
        `INSERT INTO sync_store_log (store_id, workspace_id, backend_id, mode) VALUES ($1, $2, $3, 'open')`,
        [made.storeId, made.workspaceId, uuidv7()],
      );
      await client.query(
        `INSERT INTO provisioning_store (id, workspace_id, phase, settled, backend_id, route, active_at)
         SELECT store_id, workspace_id, 'active', 'active', backend_id, '/sync', now() FROM sync_store_log WHERE store_id = $1`,
        [made.storeId],
      );
      await client.query('COMMIT');
    } finally {
      client.release();
    }
    return made;
  }

  private async person(): Promise<{ userId: string; sessionId: string; devices: number }> {
    if (this.owner && this.owner.devices < DEVICES_A_PERSON) {
      this.owner.devices += 1;
      return this.owner;
    }
    const person = { userId: randomUUID(), sessionId: randomUUID(), devices: 1 };
    this.owner = person;
    const email = `${person.userId}@bench.example`;
    await this.pool.query(
      `INSERT INTO auth_user (id, email, email_key, name, locale, confirmed_at, created_at, updated_at)
       VALUES ($1, $2, $2, 'Bench', 'en', now(), now(), now())`,
      [person.userId, email],
    );
    await this.pool.query(
      `INSERT INTO auth_session (id, user_id, created_at, signed_in_at, last_seen_at, idle_expires_at, expires_at,
         refresh_hash, refresh_rotated_at, refresh_window_at, client, ip, user_agent)
       VALUES ($1, $2, now(), now(), now(), now() + interval '1 day', now() + interval '1 day', $3, now(), now(),
         'native', '127.0.0.1', 'bench')`,
      [person.sessionId, person.userId, randomBytes(32)],
    );
    return person;
  }
}
