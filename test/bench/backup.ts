/**
 * `pnpm bench backup [--events 200000] [--workspaces 200] [--rounds 3]`: the built product beside PostgreSQL's own tools, in
 * turn, on one server. The figures are those of `--events 2000000 --workspaces 1000`. CPU is that of everybody at
 * work: the client, what it starts, and the database.
 */
import { type ChildProcess, execFileSync, fork, spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startScratchPostgres } from '../../launcher/postgres/scratch.js';
import { missing, programs, startPostgres15 } from './backup/postgres-15.js';
import { cpuSeconds, descendants, rssBytes } from './bed/process-figures.js';
import { printTable, show } from './bed/table.js';

const { values } = parseArgs({
  allowPositionals: true,
  options: {
    events: { type: 'string', default: '200000' },
    workspaces: { type: 'string', default: '200' },
    rounds: { type: 'string', default: '3' },
  },
});
const root = path.resolve(import.meta.dirname, '../..');
const lacking = missing();
if (lacking) console.log(lacking);
const postgres = await (lacking ? startScratchPostgres() : startPostgres15());
const folder = await mkdtemp(path.join(tmpdir(), 'purser-bench-backups-'));
const environment = {
  ...process.env,
  NODE_ENV: 'development',
  DATABASE_URL: postgres.url,
  PURSER_DATA_DIR: folder,
  BACKUP_FOLDER: path.join(folder, 'backups'),
};

interface Figures {
  readonly seconds: number;
  readonly cpu: number;
  readonly bytes?: number;
  readonly rss: number;
}

interface Answer {
  readonly failed?: string;
  readonly id: string;
  readonly bytes: number;
  readonly ms: number[];
}

const ended = (child: ChildProcess) =>
  new Promise<void>((resolve, reject) => {
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`${child.spawnargs.join(' ')} ended with ${code}`)),
    );
  });

/** Everybody who works: this process's children, living and dead, and with them the database. */
const cpu = () => cpuSeconds([process.pid, ...descendants(process.pid)]);

async function measured<T>(of: () => number[], act: () => Promise<T>): Promise<[Figures, T]> {
  // What one has left for the disk to write is not the next one's to wait for.
  execFileSync('sync');
  let rss = 0;
  const watch = setInterval(() => {
    const living = of().filter((pid) => pid > 0);
    try {
      rss = Math.max(rss, rssBytes(living));
    } catch {
      // It has just ended.
    }
  }, 50);
  const [startedAt, before] = [performance.now(), cpu()];
  try {
    const answer = await act();
    return [{ seconds: (performance.now() - startedAt) / 1000, cpu: cpu() - before, rss }, answer];
  } finally {
    clearInterval(watch);
  }
}

/** A shell's pipeline; its size is that of `file`. */
async function tool(command: string, file?: string): Promise<Figures> {
  const child = spawn('bash', ['-c', `set -o pipefail; ${command}`], { stdio: ['ignore', 'ignore', 'inherit'] });
  const pid = child.pid ?? 0;
  const [figures] = await measured(
    () => [pid, ...descendants(pid)],
    () => ended(child),
  );
  return file ? { ...figures, bytes: sizeOf(file) } : figures;
}

function sizeOf(file: string): number {
  return statSync(file).size;
}

function worker(): ChildProcess {
  return fork(path.join(import.meta.dirname, 'backup', 'worker.mjs'), {
    env: environment,
    execArgv: process.env.BENCH_NODE_ARGS?.split(' ') ?? [],
  });
}

function told(child: ChildProcess): Promise<Answer> {
  return new Promise((resolve, reject) => {
    child.once('message', (message: Answer) => (message.failed ? reject(new Error(message.failed)) : resolve(message)));
    child.once('exit', () => reject(new Error('The worker is gone.')));
  });
}

/** Memory is that of the process that moves the bytes: the house, or one that it starts when they are many. */
async function ask(child: ChildProcess, act: string, options: object = {}): Promise<[Figures, Answer]> {
  const house = child.pid ?? 0;
  const [figures, answer] = await measured(
    () => descendants(house, /engine\.main/),
    () => {
      const answer = told(child);
      child.send({ act, ...options });
      return answer;
    },
  );
  return [{ ...figures, rss: figures.rss || rssBytes([house]) }, answer];
}

const middle = (rounds: Figures[]): Figures =>
  rounds.sort((a, b) => a.seconds - b.seconds)[Math.floor(rounds.length / 2)] as Figures;
const percentile = (ms: number[], at: number) => ms.sort((a, b) => a - b)[Math.floor(ms.length * at)] ?? 0;
const row = (name: string, { seconds, cpu: used, bytes, rss }: Figures) => [
  name,
  show(seconds),
  show(used),
  bytes === undefined ? '' : show(bytes / 1e6),
  show(rss / 1e6),
];

let house: ChildProcess | undefined;
let meanwhile = 0;
try {
  await ended(spawn(process.execPath, ['launcher/run.mjs', 'build', 'server', 'kit'], { cwd: root, stdio: 'ignore' }));
  const migrating = spawn(process.execPath, ['dist/backend/cli/main.js', 'migrate'], { cwd: root, env: environment });
  await ended(migrating);
  house = worker();
  await told(house);
  const seeded = await ask(house, 'seed', { workspaces: Number(values.workspaces), events: Number(values.events) });
  const idle = rssBytes([house.pid ?? 0]) / 1e6;
  console.log(`${values.events} events in ${values.workspaces} workspaces, made in ${show(seeded[0].seconds)} s`);

  const dump = path.join(folder, 'tools.dump');
  const ours: Figures[] = [];
  const custom: Figures[] = [];
  const piped: Figures[] = [];
  let backupId = '';
  for (let round = 0; round < Number(values.rounds); round += 1) {
    const fresh = worker();
    await told(fresh);
    const [figures, { id, bytes }] = await ask(fresh, 'full');
    meanwhile = Math.max(meanwhile, rssBytes([fresh.pid ?? 0]));
    fresh.disconnect();
    ours.push({ ...figures, bytes });
    backupId = id;
    if (lacking) continue;
    piped.push(
      await tool(`${programs.dump} -Fc -Z0 ${postgres.url} | ${programs.zstd} -3 -q -f -o ${dump}.zst`, `${dump}.zst`),
    );
    custom.push(await tool(`${programs.dump} -Fc -f ${dump} ${postgres.url}`, dump));
  }
  const [verified] = await ask(house, 'verified');
  const exports = await ask(house, 'exports', { count: 200 });
  const copies = await ask(house, 'copies', { backupId, count: 200 });
  const [everything] = await ask(house, 'everything', { backupId });
  const rows = [
    ['', 's', 'CPU s', 'MB', 'peak MB'],
    row('Purser: backup, encrypted, hashed', middle(ours)),
    ...(lacking ? [] : [row('pg_dump -Fc -Z0 | zstd -3', middle(piped)), row('pg_dump -Fc', middle(custom))]),
    row('Purser: backup and verification', verified),
    row('Purser: everything restored and dropped (drill)', everything),
  ];
  if (!lacking) {
    const client = new pg.Client({ connectionString: postgres.url });
    await client.connect();
    await client.query('CREATE DATABASE restored');
    await client.end();
    const into = postgres.url.replace(/[^/]*$/, 'restored');
    rows.push(row('pg_restore -j2', await tool(`${programs.restore} -j2 -d ${into} ${dump}`)));
  }
  printTable(rows);
  const [oursBest, pipe, plain] = [
    middle(ours),
    piped.length ? middle(piped) : null,
    custom.length ? middle(custom) : null,
  ];
  printTable([
    [
      'one workspace exported, ms p50 / p95',
      `${show(percentile(exports[1].ms, 0.5))} / ${show(percentile(exports[1].ms, 0.95))}`,
    ],
    [
      'one workspace restored under a new id, ms p50 / p95',
      `${show(percentile(copies[1].ms, 0.5))} / ${show(percentile(copies[1].ms, 0.95))}`,
    ],
    ['memory of the house, MB: before / after a backup', `${show(idle)} / ${show(meanwhile / 1e6)}`],
    ...(plain && pipe
      ? [
          ['times pg_dump -Fc (aim 4)', show(plain.seconds / oursBest.seconds)],
          ['times the zstd pipeline (aim 0.95)', show(pipe.seconds / oursBest.seconds)],
        ]
      : []),
  ]);
} finally {
  house?.disconnect();
  await postgres.stop();
  for (const left of await readdir(folder)) await rm(path.join(folder, left), { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
}
