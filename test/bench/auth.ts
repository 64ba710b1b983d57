/**
 * `pnpm bench auth [--seconds 5] [--only read,refresh,sign-in,overload] [--alone]`: the whole backend beside Better Auth,
 * each in a process and a database of its own on one PostgreSQL that keeps what it acknowledges, one after the other, by
 * one generator. CPU time is the server process's own; the database's is shown beside it.
 */
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startScratchPostgres } from '../../launcher/postgres/scratch.js';
import { startBetterAuth } from './auth/better-auth.js';
import { type Overload, overload, type Steady, steadyLoad } from './auth/load.js';
import { startPurser } from './auth/purser.js';
import type { Subject } from './auth/subject.js';
import { printTable, show } from './bed/table.js';

const { values } = parseArgs({
  // The name of the bench itself.
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '5' },
    only: { type: 'string', default: 'read,refresh,sign-in,overload' },
    /** Leaves Better Auth out: for looking at a change. */
    alone: { type: 'boolean', default: false },
  },
});
const seconds = Number(values.seconds);
const chosen = new Set(values.only.split(','));

const PEOPLE = 40_000;
const CONNECTIONS = 16;
const OVERLOAD_TIMES = 4;
const OVERLOAD_SECONDS = 2;

type Kind = 'signIn' | 'refresh' | 'read';
const kinds: readonly (readonly [name: string, kind: Kind, warmUp: number])[] = [
  // The slow one last: what all have in common is warm by then.
  ['read', 'read', 4_000],
  ['refresh', 'refresh', 4_000],
  ['sign-in', 'signIn', 100],
];

interface Figures {
  readonly steady: Map<string, Steady>;
  readonly overload: Map<string, Overload>;
}

async function measure(subject: Subject): Promise<Figures> {
  const figures: Figures = { steady: new Map(), overload: new Map() };
  console.log(`\n${subject.name}`);
  // Everybody comes in turn, so no limit of one person or address is what is measured.
  const turns: Record<Kind, number> = { signIn: 0, refresh: 0, read: 0 };
  const callsOf = (kind: Kind) => () => {
    const person = turns[kind]++ % subject.people;
    return { person, call: subject[kind](person) };
  };
  try {
    for (const [name, kind, warmUp] of kinds) {
      if (!chosen.has(name)) continue;
      const steady = await steadyLoad(subject, callsOf(kind), { connections: CONNECTIONS, seconds, warmUp });
      figures.steady.set(name, steady);
      console.log(
        `  ${name}: ${Object.entries(steady)
          .map(([row, figure]) => `${row} ${show(figure)}`)
          .join(', ')}`,
      );
    }
    for (const [name, kind] of kinds) {
      const capacity = figures.steady.get(name)?.perSecond;
      if (!chosen.has('overload') || !capacity || kind === 'read') continue;
      const result = await overload(subject, callsOf(kind), capacity * OVERLOAD_TIMES, OVERLOAD_SECONDS);
      figures.overload.set(name, result);
      const { sent, statuses, longest, eventLoopP99 } = result;
      const answers = [...statuses].map(([status, count]) => `${count} × ${status}`).join(', ');
      console.log(
        `  ${name}, overload: ${sent} sent, ${answers}, longest ${show(longest)} ms, loop p99 ${show(eventLoopP99)} ms`,
      );
    }
  } finally {
    await subject.stop();
  }
  return figures;
}

const cluster = await startScratchPostgres({ durable: true });
const { ours, theirs } = await measureBoth().finally(() => cluster.stop());

printTable([['', 'Purser', 'Better Auth', 'better by'], ...steadyRows(), ...overloadRows()]);
process.exit(0);

async function measureBoth(): Promise<{ ours: Figures; theirs?: Figures }> {
  const ours = await measure(await startPurser(cluster.url, PEOPLE));
  if (values.alone) return { ours };
  return { ours, theirs: await measure(await startBetterAuth(await createDatabase('better_auth'), PEOPLE)) };
}

async function createDatabase(name: string): Promise<string> {
  const client = new pg.Client({ connectionString: cluster.url });
  await client.connect();
  await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  await client.end();
  return Object.assign(new URL(cluster.url), { pathname: `/${name}` }).href;
}

function steadyRows(): string[][] {
  return [...ours.steady].flatMap(([name, own]) => {
    const other = theirs?.steady.get(name);
    return [
      row(`${name}, per server CPU second`, 1_000 / own.serverCpu, other && 1_000 / other.serverCpu, 'more'),
      row(`${name}, server CPU ms`, own.serverCpu, other?.serverCpu),
      row(`${name}, database CPU ms`, own.databaseCpu, other?.databaseCpu),
      row(`${name}, p50 at ${CONNECTIONS} connections, ms`, own.p50, other?.p50),
      row(`${name}, p99 at ${CONNECTIONS} connections, ms`, own.p99, other?.p99),
    ];
  });
}

function overloadRows(): string[][] {
  return [...ours.overload].flatMap(([name, own]) => {
    const other = theirs?.overload.get(name);
    return [
      row(`${name} at ${OVERLOAD_TIMES}× capacity, longest answer, ms`, own.longest, other?.longest),
      row(`${name} at ${OVERLOAD_TIMES}× capacity, event loop delay p99, ms`, own.eventLoopP99, other?.eventLoopP99),
      [`${name} at ${OVERLOAD_TIMES}× capacity, answers`, answersOf(own), other ? answersOf(other) : ''],
    ];
  });
}

function row(name: string, own: number, other: number | undefined, better: 'less' | 'more' = 'less'): string[] {
  if (other === undefined) return [name, show(own)];
  const ratio = better === 'more' ? own / other : other / own;
  return [name, show(own), show(other), `${ratio.toPrecision(3)}×`];
}

function answersOf({ statuses }: Overload): string {
  return [...statuses]
    .sort(([a], [b]) => a - b)
    .map(([status, count]) => `${count} × ${status}`)
    .join(', ');
}
