/**
 * `pnpm bench workspace [--seconds 4] [--only users] [--changes 100] [--keep folder]`: the lists of a large installation
 * at eight connections, and how long a change of a membership takes to somebody else's screen, served by another process.
 */
import { Agent, request } from 'node:http';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startCluster } from '../../launcher/postgres/cluster.js';
import { startScratchPostgres } from '../../launcher/postgres/scratch.js';
import { formatSigningKeys, generateSigningKey } from '../../plugins/auth/backend/key/signing-key.js';
import { PUBLIC_URL } from './auth/subject.js';
import { startPurserProcess } from './bed/purser-process.js';
import { signIn } from './bed/sign-in.js';
import { printTable, show } from './bed/table.js';
import { arrivals } from './workspace/arrival.js';
import { lists, type MeasuredList } from './workspace/lists.js';
import { emailOf, STAFF, seed } from './workspace/seed.js';

const { values } = parseArgs({
  // The name of the bench itself.
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '4' },
    /** Only lists whose name begins so: for looking at a change. */
    only: { type: 'string', default: '' },
    changes: { type: 'string', default: '100' },
    /** Where the database stays, for the next run to find it: to write a million rows takes longer than to measure. */
    keep: { type: 'string' },
  },
});
const CONNECTIONS = 8;
const WARM_UP = 200;
const GOAL_MS = 50;

const environment = {
  NODE_ENV: 'production',
  PUBLIC_URL,
  SIGNING_KEYS: formatSigningKeys([generateSigningKey()]),
  SMTP_URL: 'smtp://127.0.0.1:9',
  MAIL_FROM: 'Bench <bench@bench.example>',
  TRUST_PROXY: '1',
  // Its workspaces came without stores; 90,000 of them would be made beside what is measured.
  PURSER_PLUGINS_OFF: 'backup,monitor,provisioning,tasks',
};

const cluster = values.keep
  ? await startCluster({ home: path.resolve(values.keep), database: 'purser' })
  : await startScratchPostgres({ durable: true });
try {
  const first = await startPurserProcess(cluster.url, () => environment, { quiet: true });
  const begun = performance.now();
  await seed(cluster.url);
  console.log(`there after ${show((performance.now() - begun) / 1_000)} s`);
  const server = `http://127.0.0.1:${first.port}`;
  const member = await signIn(server, '/api/auth/login', emailOf(1));
  const staff = await signIn(server, '/api/console/session', STAFF);
  const rows: string[][] = [];
  for (const list of lists.filter(({ name }) => name.startsWith(values.only))) {
    const took = await measure(first.port, list, list.by === 'staff' ? staff : member);
    const row = [0.5, 0.95, 0.99].map((share) => quantile(took, share));
    rows.push([list.name, ...row.map(show), show(took.length / Number(values.seconds)), verdict(row[1] ?? 0)]);
    console.log(`  ${rows.at(-1)?.join('  ')}`);
  }
  printTable([[`at ${CONNECTIONS} connections`, 'p50 ms', 'p95 ms', 'p99 ms', 'a second', ''], ...rows]);

  if (Number(values.changes) > 0) {
    const second = await startPurserProcess(cluster.url, () => environment, { quiet: true });
    const took = await arrivals(server, `http://127.0.0.1:${second.port}`, Number(values.changes));
    took.sort((a, b) => a - b);
    printTable([
      ['a membership changes', 'p50 ms', 'p95 ms', 'longest ms'],
      ['to another screen, at another process', ...[0.5, 0.95, 1].map((share) => show(quantile(took, share)))],
    ]);
    await second.stop();
  }
  await first.stop();
} finally {
  await cluster.stop();
}
process.exit(0);

/** Milliseconds of each answer, sorted. Anything but 200 ends the bench. */
async function measure(port: number, list: MeasuredList, headers: Record<string, string>): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  let sent = 0;
  const run = async (goesOn: () => boolean): Promise<number[]> => {
    const took: number[] = [];
    const connection = async () => {
      while (goesOn()) {
        const n = sent++;
        const start = performance.now();
        const status = await get(port, agent, list.path(n), { ...headers, 'x-forwarded-for': addressOf(n) });
        if (status !== 200) throw new Error(`${list.name} answered ${status} to ${list.path(n)}`);
        took.push(performance.now() - start);
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, connection));
    return took.sort((a, b) => a - b);
  };
  await run(() => sent < WARM_UP);
  const end = performance.now() + Number(values.seconds) * 1_000;
  const took = await run(() => performance.now() < end);
  agent.destroy();
  return took;
}

function get(port: number, agent: Agent, path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, agent, path, headers }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode ?? 0));
    });
    sent.on('error', reject).end();
  });
}

/** Limits of one address are not what is measured. */
function addressOf(n: number): string {
  return `10.${(n >> 14) & 255}.${(n >> 7) & 127}.${n & 127}`;
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function verdict(p95: number): string {
  return p95 < GOAL_MS ? '' : `over ${GOAL_MS}`;
}
