/**
 * `pnpm bench provisioning [--stores 300] [--workers 1,4,16] [--quiet 10000] [--many 100000]`: how fast stores come up with more and
 * more workers, what that costs, what a reconcile over many stores costs, and what stores cost that nobody uses.
 */
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startScratchPostgres } from '../../launcher/postgres/scratch.js';
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
const MINUTE_MS = 60_000;

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
  const owner = await anOwner(pool, publicUrl);
  let made = 0;

  const createWorkspaces = async (count: number): Promise<void> => {
    const until = made + count;
    const create = async () => {
      while (made < until) {
        made += 1;
        const answer = await fetch(`${publicUrl}/api/workspaces`, {
          method: 'POST',
          headers: { ...owner.signedIn, 'content-type': 'application/json' },
          body: JSON.stringify({ name: `W ${made}` }),
        });
        if (!answer.ok) throw new Error(`A workspace was answered ${answer.status}: ${await answer.text()}`);
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

  /** Of the second minute: one reconcile and twelve looks for stores whose process died are in it. */
  const aMinute = async (): Promise<number> => {
    const fleet = await Fleet.of(1, cluster.url, publicUrl);
    await new Promise((resolve) => setTimeout(resolve, MINUTE_MS));
    const spent = () => cpuSeconds([web.pid, ...fleet.pids, ...databasePids()]);
    const before = spent();
    await new Promise((resolve) => setTimeout(resolve, MINUTE_MS));
    const cost = spent() - before;
    await fleet.stop();
    return cost;
  };
  const minutes: string[][] = [];
  for (const more of [0, Number(values.quiet), Number(values.many)]) {
    if (more > 0) await quietStores(pool, owner.id, more);
    const { rows: counted } = await pool.query('SELECT count(*)::int AS n FROM provisioning_store');
    minutes.push([`with ${counted[0].n.toLocaleString('en')} stores`, show(await aMinute())]);
  }
  printTable([['a minute of web, worker and database, reconcile included', 'CPU s'], ...minutes]);
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
