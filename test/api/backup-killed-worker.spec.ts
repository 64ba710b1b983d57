/** Processes that die: what they began is ended truthfully, and nothing of it is left behind. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { RestoreRuns } from '../../plugins/backup/backend/restore/restore-runs.service.js';
import type { BackupRun } from '../../plugins/backup/backend/run/backup-run-row.js';
import { BackupWork } from '../../plugins/backup/backend/run/backup-work.service.js';
import { SweepBackups } from '../../plugins/backup/backend/run/sweep-backups.job.js';
import { BackupHouse } from '../support/backup-house.js';
import { childrenOf } from '../support/child-processes.js';
import { aCustomer, anOperator } from '../support/people.js';
import { type SpawnedProcess, spawnTypescript } from '../support/spawn-typescript.js';
import { aStore, type TestStore } from '../support/sync-house.js';

const EVENTS = 30_000;
/** Who moves the bytes in those that are killed, in the order in which they are needed. */
const WORKERS = ['house', 'house', 'house', 'engine', 'house', 'engine', 'house'] as const;

describe('a worker that is killed', () => {
  let b: BackupHouse;
  let store: TestStore;
  let ownerBearer: string;
  /** A whole one, which nobody disturbed. */
  let run: BackupRun;
  const processes: SpawnedProcess[] = [];

  beforeAll(async () => {
    b = await BackupHouse.open({ leaseMs: 600 });
    // All at once: to start one takes longer than to kill it.
    for (const by of WORKERS) processes.push(spawnWorker(by));
    ownerBearer = (await anOperator(b.house)).bearer;
    store = await aStore(b.house, await aCustomer(b.house));
    // Noise: it does not compress, so there is something to write.
    await b.sql(
      `INSERT INTO sync_event (store_id, seq, size, created_at, name, client_id, session_id, args)
       SELECT $1, n, 600, now(), 'e', 'c', 's', to_json(repeat(md5(n::text) || md5((n + 7)::text), 9)) FROM generate_series(1, $2::int) n`,
      [store.storeId, EVENTS],
    );
    await b.sql('UPDATE sync_store_log SET head = $2, events = $2 WHERE store_id = $1', [store.storeId, EVENTS]);
    run = await b.take();
  }, 60_000);
  afterAll(async () => {
    await Promise.all(processes.map((each) => each.kill()));
    await b?.close();
  });

  const spawnWorker = (by: (typeof WORKERS)[number]) =>
    spawnTypescript('test/fixtures/backup-process/worker.ts', {
      BACKUP_DATABASE_URL: b.house.databaseUrl,
      BACKUP_FOLDER: b.folder,
      BACKUP_BY: by,
    });
  /** One of those that wait is told what to do. */
  const start = async (does: string, id: string, holdAt?: number) => {
    const worker = processes.shift();
    if (!worker) throw new Error('There are fewer workers than cases.');
    await worker.said('ready', 60_000);
    worker.tell([does, id, holdAt].join(' ').trim());
    return worker;
  };
  const until = async (holds: () => Promise<boolean>) => {
    const deadline = Date.now() + 20_000;
    while (!(await holds())) {
      if (Date.now() > deadline) throw new Error('It did not come to that.');
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const leaseOver = (table: string, id: string) =>
    until(
      async () =>
        (await b.sql(`SELECT lease_until < clock_timestamp() AS over FROM ${table} WHERE id = $1`, [id]))[0].over,
    );
  const sweep = () => b.house.get(SweepBackups).run();
  const leftovers = () =>
    readdirSync(b.folder, { recursive: true, encoding: 'utf8' }).filter(
      (name) => !/manifest|archive-\d+\.purser$/.test(path.basename(name)) && name.includes('.'),
    );

  it.each([
    [30, 'by itself'],
    [60, 'by itself'],
    [95, 'by itself'],
    [60, 'with a process of its own, which dies with it'],
  ])(
    'at %i %% of a backup that it takes %s is followed by another, which leaves one whole backup',
    async (percent) => {
      const whole = run.bytes ?? 0;
      const id = await b.ask();
      const worker = await start('run', id, Math.floor((whole * percent) / 100));
      await worker.said('held');
      const its = childrenOf(worker.child.pid);
      await worker.kill();
      await until(async () => its.every((pid) => !existsSync(`/proc/${pid}`)));
      const [{ state }] = await b.sql('SELECT state FROM backup_run WHERE id = $1', [id]);
      expect(state).toBe('running');
      await leaseOver('backup_run', id);
      await sweep();
      expect((await b.house.runJobs()).failed).toEqual([]);
      expect(await b.run(id)).toMatchObject({ state: 'verified', attempts: 2 });
      expect(readdirSync(path.join(b.folder, id)).sort()).toHaveLength(2);
      expect(leftovers()).toEqual([]);
    },
    90_000,
  );

  it.each(['by itself', 'with a process of its own'])(
    'in the middle of a drill of everything, %s, ends it as failed, and its schema is dropped',
    async () => {
      const schemas = () => b.sql(`SELECT nspname FROM pg_namespace WHERE nspname LIKE 'purser_drill_%'`);
      const worker = await start('drill', run.id);
      await until(async () => (await schemas()).length > 0);
      await worker.kill();
      const [{ id }] = await b.sql(`SELECT id FROM backup_restore WHERE mode = 'drill' AND state = 'running'`);
      await leaseOver('backup_restore', id);
      // The server sees within moments that nobody is at the other end.
      await until(async () => {
        await sweep();
        return (await schemas()).length === 0;
      });
      expect(await b.sql('SELECT state, error_code FROM backup_restore WHERE id = $1', [id])).toEqual([
        { state: 'failed', error_code: 'worker_lost' },
      ]);
      expect((await b.run(run.id)).state).toBe('verified');
    },
    90_000,
  );

  it('in the middle of a restore in place has changed nothing, and the store is open again', async () => {
    const [{ name }] = await b.sql('SELECT name FROM workspace WHERE id = $1', [store.workspaceId]);
    const before = await b.sql('SELECT backend_id, head, mode FROM sync_store_log WHERE store_id = $1', [
      store.storeId,
    ]);
    const { body } = await b.house
      .request()
      .post(`/api/console/backups/${run.id}/restore`)
      .set('Authorization', ownerBearer)
      .send({ mode: 'in-place', workspaceId: store.workspaceId, confirm: name, reason: 'a test', withoutSafety: true })
      .expect(201);
    const worker = await start('restore', body.id);
    const mode = async () =>
      (await b.sql('SELECT mode FROM sync_store_log WHERE store_id = $1', [store.storeId]))[0].mode;
    // Writes are closed before anything else is done.
    await until(async () => (await mode()) === 'read_only');
    await worker.kill();
    await leaseOver('backup_restore', body.id);
    await sweep();
    expect(await b.sql('SELECT state, error_code FROM backup_restore WHERE id = $1', [body.id])).toEqual([
      { state: 'failed', error_code: 'worker_lost' },
    ]);
    expect(
      await b.sql('SELECT backend_id, head, mode FROM sync_store_log WHERE store_id = $1', [store.storeId]),
    ).toEqual(before);
    // Its job comes back later and finds that it is over.
    await b.house.get(RestoreRuns).perform({ id: body.id, withoutSafety: true }, new AbortController().signal);
    expect(await mode()).toBe('open');
  }, 90_000);

  it.each([
    ['by itself', undefined],
    ['with a process of its own', 0],
  ])(
    'of the database, in the middle of a copy %s, fails the run and never shortens it',
    async (_, ownProcessFrom) => {
      const by = await BackupHouse.open({ folder: b.folder, ownProcessFrom }, { databaseUrl: b.house.databaseUrl });
      const id = await b.ask();
      const working = by.house.get(BackupWork).work(id, new AbortController().signal);
      await until(async () => {
        const killed = await b.sql(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE application_name = 'purser-backup' AND datname = current_database() AND query LIKE 'COPY%sync_event%' AND state = 'active'`,
        );
        return killed.length > 0;
      });
      await working;
      await by.house.close();
      expect(await b.run(id)).toMatchObject({ state: 'failed', errorCode: 'database_lost' });
      expect(readdirSync(b.folder)).not.toContain(id);
    },
    60_000,
  );
});
