/** What a database that goes away leaves of the queue of a process that stays. */
import { Jobs } from '@purser/kit/backend/jobs';
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import pg from 'pg';
import { quay } from '../fixtures/harbour/quay.plugin.js';

const JOBS = 60;

describe('a worker whose database goes away in the middle of everything', () => {
  let house: TestHouse;
  let server: pg.Client;

  beforeAll(async () => {
    house = await createTestHouse({ plugins: [quay()], role: 'all' });
    await house.dataSource.query('CREATE TABLE quay_landing (n int)');
    // Of another database: this one lets nobody in.
    const elsewhere = new URL(house.databaseUrl);
    elsewhere.pathname = '/postgres';
    server = new pg.Client({ connectionString: elsewhere.href });
    await server.connect();
  });
  afterAll(async () => {
    await server?.end();
    await house?.close();
  });

  const name = () => new URL(house.databaseUrl).pathname.slice(1);
  const cut = () => server.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name()]);
  const land = (from: number, count: number) =>
    house.dataSource.transaction(async (tx) => {
      for (let n = from; n < from + count; n += 1) await house.get(Jobs).enqueue(tx, 'quay.land', { n });
    });
  const landed = async (count: number) => {
    for (let tries = 0; tries < 400; tries += 1) {
      const [row] = await house.dataSource.query('SELECT count(DISTINCT n)::int AS n FROM quay_landing');
      if (row.n === count) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const left = await house.dataSource.query(
      'SELECT id, locked_by, locked_at, attempts, run_at, last_error FROM graphile_worker.jobs',
    );
    throw new Error(`Jobs did not come to their end: ${JSON.stringify(left)}`);
  };

  it('does all of its work when the database is back', async () => {
    await land(0, JOBS);
    for (let cuts = 0; cuts < 5; cuts += 1) {
      await new Promise((resolve) => setTimeout(resolve, 60));
      await cut();
    }
    await server.query(`ALTER DATABASE ${name()} ALLOW_CONNECTIONS false`);
    await cut();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await server.query(`ALTER DATABASE ${name()} ALLOW_CONNECTIONS true`);
    await landed(JOBS);
    await land(JOBS, 1);
    await landed(JOBS + 1);
  }, 60_000);
});
