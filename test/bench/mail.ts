/**
 * `pnpm bench mail [--letters 4000] [--rounds 3]`: a worker of the built product takes letters off its queue, renders them
 * in both parts and hands them over by SMTP to a process that takes everything. CPU time is the worker's own; the
 * database's and the taker's are shown beside it.
 */
import { fork } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startScratchPostgres } from '../../launcher/postgres/scratch.js';
import { formatSigningKeys, generateSigningKey } from '../../plugins/auth/backend/key/signing-key.js';
import { cpuSeconds, descendants, rssBytes } from './bed/process-figures.js';
import { startPurserProcess } from './bed/purser-process.js';
import { printTable, show } from './bed/table.js';

const AIM = 200;
const WARM_UP = 500;

const { values } = parseArgs({
  // The name of the bench itself.
  allowPositionals: true,
  options: { letters: { type: 'string', default: '4000' }, rounds: { type: 'string', default: '3' } },
});
const count = Number(values.letters);

interface Round {
  readonly seconds: number;
  readonly worker: number;
  readonly database: number;
  readonly sink: number;
}

const postgres = await startScratchPostgres();
const databaseUrl = postgres.url;
const sink = fork(path.join(import.meta.dirname, 'mail', 'sink.ts'));
const answer = <T>() => new Promise<T>((resolve) => sink.once('message', (told) => resolve(told as T)));
const { port } = await answer<{ port: number }>();
const worker = await startPurserProcess(
  databaseUrl,
  () => ({
    NODE_ENV: 'production',
    PURSER_ROLE: 'worker',
    PUBLIC_URL: 'https://app.example.org',
    SIGNING_KEYS: formatSigningKeys([generateSigningKey()]),
    SMTP_URL: `smtp://127.0.0.1:${port}`,
    MAIL_FROM: 'Bench <bench@bench.example>',
  }),
  { quiet: true },
);
// What is measured is built only now.
const { queueLetters, renderingAlone } = await import('./mail/letters.js');
const client = new pg.Client({ connectionString: databaseUrl });
await client.connect();

async function waiting(): Promise<number> {
  const { rows } = await client.query(`SELECT count(*)::int AS n FROM house_mail WHERE state = 'queued'`);
  return rows[0].n;
}

async function send(letters: number): Promise<Round> {
  const databasePids = () => descendants(process.pid, /postgres/);
  await queueLetters(databaseUrl, letters);
  const figures = () => [cpuSeconds([worker.pid]), cpuSeconds(databasePids()), cpuSeconds([sink.pid ?? 0])] as const;
  const [begin, before] = [performance.now(), figures()];
  const first = letters - (await waiting());
  while ((await waiting()) > 0) await new Promise((resolve) => setTimeout(resolve, 100));
  const [seconds, after] = [(performance.now() - begin) / 1000, figures()];
  const per = (index: 0 | 1 | 2) => ((after[index] - before[index]) / (letters - first)) * 1000;
  return { seconds: seconds / (letters - first), worker: per(0), database: per(1), sink: per(2) };
}

try {
  await send(WARM_UP);
  const rounds: Round[] = [];
  for (let n = 0; n < Number(values.rounds); n += 1) rounds.push(await send(count));
  sink.send('count');
  const { letters } = await answer<{ letters: number }>();
  const best = rounds.sort((a, b) => a.worker - b.worker)[Math.floor(rounds.length / 2)];
  if (!best) throw new Error('no round was measured');
  printTable([
    [`${count} letters, the middle of ${rounds.length} rounds`, ''],
    ['handed over per CPU second of the worker', show(1000 / best.worker)],
    ['handed over per second', show(1 / best.seconds)],
    ['CPU of the worker per letter, ms', show(best.worker)],
    ['  of that rendering both parts', show(1000 / renderingAlone(2))],
    ['CPU of the database per letter, ms', show(best.database)],
    ['CPU of the mail server per letter, ms', show(best.sink)],
    ['memory of the worker, MB', show(rssBytes([worker.pid]) / 1e6)],
    ['letters taken by the mail server', show(letters)],
  ]);
  console.log(`\nAim: ${AIM} per CPU second; ${1000 / best.worker >= AIM ? 'reached' : 'missed'}.`);
} finally {
  await client.end();
  await worker.stop();
  sink.disconnect();
  await postgres.stop();
}
