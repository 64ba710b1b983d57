/** A database per test house, copied from a template that was migrated once per run. */
import { createHash, randomUUID } from 'node:crypto';
import pg from 'pg';
import type { House } from '../../../backend/assemble.js';
import { migrate, timeline } from '../../../backend/data-source.js';

/** `source database is being accessed by other users`: another house is being copied at this moment. */
const TEMPLATE_BUSY = '55006';
const TRIES = 40;

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** On the server of `PURSER_TEST_DATABASE_URL`, which jest's global set-up provides. */
export async function createTestDatabase(house: House): Promise<TestDatabase> {
  const server = process.env.PURSER_TEST_DATABASE_URL;
  if (!server) throw new Error('Set PURSER_TEST_DATABASE_URL to a PostgreSQL that may create databases.');
  const template = await templateOf(house, server);
  const name = `purser_test_${randomUUID().replaceAll('-', '')}`;
  await onServer(server, (client) => copy(client, name, template));
  return {
    url: databaseUrl(server, name),
    drop: () =>
      onServer(server, async (client) => void (await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))),
  };
}

/** An empty database, for tests of the migrations themselves. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  const server = process.env.PURSER_TEST_DATABASE_URL;
  if (!server) throw new Error('Set PURSER_TEST_DATABASE_URL to a PostgreSQL that may create databases.');
  const name = `purser_test_${randomUUID().replaceAll('-', '')}`;
  await onServer(server, (client) => copy(client, name, 'template0'));
  return {
    url: databaseUrl(server, name),
    drop: () =>
      onServer(server, async (client) => void (await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))),
  };
}

async function templateOf(house: House, server: string): Promise<string> {
  const hash = createHash('sha256');
  for (const { migration } of timeline(house)) hash.update(migration.name + migration.prototype.up);
  const name = `purser_template_${hash.digest('hex').slice(0, 24)}`;
  await onServer(server, async (client) => {
    // Jest's workers ask at the same time; the first one makes it.
    await client.query('SELECT pg_advisory_lock(hashtext($1))', [name]);
    const known = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (known.rowCount) return;
    const draft = `${name}_draft`;
    await client.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${draft} TEMPLATE template0 ENCODING 'UTF8'`);
    await migrate(house, { databaseUrl: databaseUrl(server, draft) });
    // Under its name it is complete: a run that dies half-way leaves only a draft.
    await client.query(`ALTER DATABASE ${draft} RENAME TO ${name}`);
  });
  return name;
}

async function copy(client: pg.Client, name: string, template: string): Promise<void> {
  for (let tried = 1; ; tried += 1) {
    try {
      await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== TEMPLATE_BUSY || tried === TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

async function onServer<T>(url: string, act: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await act(client);
  } finally {
    await client.end();
  }
}

function databaseUrl(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
