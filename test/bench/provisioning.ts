/**
 * `pnpm bench provisioning [--stores 300] [--workers 1,4,16] [--quiet 10000] [--many 100000]`: how fast stores come up with more and
 * more workers, what that costs, what a reconcile over many stores costs, and what stores cost that nobody uses.
 */
import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { createTestHouse } from '@purser/kit/testing/house';
import pg from 'pg';
import { startScratchPostgres } from '../../launcher/postgres/scratch.js';
import { auth } from '../../plugins/auth/backend/auth.plugin.js';
import { provisioning } from '../../plugins/provisioning/backend/provisioning.plugin.js';
import { ReconcileStores } from '../../plugins/provisioning/backend/store/reconcile-stores.job.js';
import { sync } from '../../plugins/sync/backend/sync.plugin.js';
import { Workspaces } from '../../plugins/workspace/backend/workspace/workspaces.service.js';
import { workspace } from '../../plugins/workspace/backend/workspace.plugin.js';
import { cpuSeconds, descendants } from './bed/process-figures.js';
import { startPurserProcess } from './bed/purser-process.js';
import { printTable, show } from './bed/table.js';
import { anOwner, quietStores, walksSince } from './provisioning/directory.js';
import { Fleet } from './provisioning/fleet.js';

const { values } = parseArgs({
  // The name of the bench itself.
  allowPositionals: true,
  options: {
    stores: { type: 'string', default: '300' },
    workers: { type: 'string', default: '1,4,16' },
    quiet: { type: 'string', default: '10000' },
    many: { type: 'string', default: '100000' },
  },
});
const AT_ONCE = 8;
const IDLE_MS = 60_000;

const cluster = await startScratchPostgres({ durable: true });
const pool = new pg.Pool({ connectionString: cluster.url, max: 4 });
const databasePids = () => descendants(process.pid, /postgres/);
try {
  const web = await startPurserProcess(
    cluster.url,
    (port) => ({ NODE_ENV: 'test', PURSER_ROLE: 'web', PUBLIC_URL: `http://127.0.0.1:${port}` }),
    { quiet: true },
  );
  const publicUrl = `http://127.0.0.1:${web.port}`;
  const house = await createTestHouse({
    plugins: [auth(), workspace({ workspacesPerOwner: 10_000 }), sync(), provisioning()],
    databaseUrl: cluster.url,
    config: { publicUrl },
  });
  const ownerId = await anOwner(pool);
  let made = 0;

  /** As the portal's request does it: workspace, owner, audit, store and job in one transaction. */
  const createWorkspaces = async (count: number): Promise<void> => {
    const until = made + count;
    const create = async () => {
      while (made < until) {
        made += 1;
        const name = `W ${made}`;
        await house.dataSource.transaction((tx) => house.get(Workspaces).create(tx, { name, ownerId, by: 'system' }));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, create));
  };

  const rows: string[][] = [];
  for (const size of values.workers.split(',').map(Number)) {
    const fleet = await Fleet.of(size, cluster.url, publicUrl);
    await createWorkspaces(20);
    await allActive();
    const plane = () => cpuSeconds([web.pid, ...fleet.pids]);
    const before = { plane: plane(), database: cpuSeconds(databasePids()) };
    const { rows: now } = await pool.query('SELECT clock_timestamp() AS at');
    await createWorkspaces(Number(values.stores));
    await allActive();
    const walks = await walksSince(pool, now[0].at);
    const aThousand = (seconds: number) => show((seconds * 1_000) / Number(values.stores));
    rows.push([
      `${size} ${size === 1 ? 'worker' : 'workers'}`,
      ...[walks.p50Ms, walks.p99Ms, walks.aSecond].map((figure) => show(Number(figure))),
      aThousand(plane() - before.plane),
      aThousand(cpuSeconds(databasePids()) - before.database),
    ]);
    console.log(`  ${rows.at(-1)?.join('  ')}`);
    await fleet.stop();
  }
  printTable([
    [
      `${values.stores} stores, ${AT_ONCE} requests at once`,
      'ready p50 ms',
      'p99 ms',
      'a second',
      'CPU s/1,000',
      'database s/1,000',
    ],
    ...rows,
  ]);

  const idle = async (): Promise<number> => {
    const fleet = await Fleet.of(1, cluster.url, publicUrl);
    await new Promise((resolve) => setTimeout(resolve, IDLE_MS / 4));
    const spent = () => cpuSeconds([web.pid, ...fleet.pids, ...databasePids()]);
    const before = spent();
    await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
    const cost = spent() - before;
    await fleet.stop();
    return cost;
  };
  const few = await idle();
  await quietStores(pool, ownerId, Number(values.quiet));
  const quiet = await idle();
  printTable([
    ['a minute of web, worker and database', 'CPU s'],
    ['with what was made above', show(few)],
    [`with ${Number(values.quiet).toLocaleString('en')} quiet stores more`, show(quiet)],
  ]);

  const reconcile = async (): Promise<number> => {
    const spent = () => process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6 + cpuSeconds(databasePids());
    await house.get(ReconcileStores).run();
    const before = spent();
    await house.get(ReconcileStores).run();
    return spent() - before;
  };
  const some = await reconcile();
  await quietStores(pool, ownerId, Number(values.many));
  const many = await reconcile();
  const total = async () => Number((await pool.query('SELECT count(*) FROM provisioning_store')).rows[0].count);
  printTable([
    ['one reconcile, process and database', 'CPU s'],
    [`over ${Number(values.quiet).toLocaleString('en')} and a few`, show(some)],
    [`over ${(await total()).toLocaleString('en')}`, show(many)],
  ]);
  await house.close();
  await web.stop();
} finally {
  await pool.end();
  await cluster.stop();
}
process.exit(0);

/** Nobody is on the way any more. */
async function allActive(): Promise<void> {
  for (;;) {
    const { rows } = await pool.query(`SELECT count(*)::int AS n FROM provisioning_store WHERE phase <> 'active'`);
    if (rows[0].n === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
