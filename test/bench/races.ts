/**
 * `pnpm bench races [--rounds 10] [--alone]`: twenty requests at one time against two processes over one PostgreSQL, by
 * Purser and by Better Auth's organization plugin, and how often the rules held afterwards. No figure of speed is in it.
 */
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startScratchPostgres } from '../../launcher/postgres/scratch.js';
import { races } from '../races/races.js';
import type { Side } from '../races/side.js';
import { printTable } from './bed/table.js';
import { betterAuthSide } from './races/better-auth.js';
import { purserInProduction } from './races/purser.js';

const { values } = parseArgs({
  // The name of the bench itself.
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '10' },
    /** Leaves Better Auth out: for looking at a change. */
    alone: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
const PEOPLE = 22;

interface Score {
  held: number;
  faults: number;
  /** Of the first round that did not hold. */
  found: string;
}

async function race(side: Side): Promise<Score[]> {
  console.log(`\n${side.name}`);
  try {
    const scores: Score[] = [];
    for (const { name, run } of races) {
      const score: Score = { held: 0, faults: 0, found: '' };
      for (let round = 0; round < rounds; round += 1) {
        const { held, found, outcomes } = await run(side, round);
        score.held += held ? 1 : 0;
        score.faults += outcomes.filter((outcome) => outcome === '5xx').length;
        score.found ||= found;
        await side.refresh?.();
      }
      console.log(`  ${name}: held ${score.held} of ${rounds}${score.found && `, e.g. ${score.found}`}`);
      scores.push(score);
    }
    return scores;
  } finally {
    await side.stop();
  }
}

const cluster = await startScratchPostgres({ durable: true });
try {
  const ours = await race(await purserInProduction(cluster.url, PEOPLE));
  const theirs = values.alone ? [] : await race(await betterAuthSide(await createDatabase('better_auth'), PEOPLE));
  const cells = (score: Score | undefined) => (score ? [`${score.held} of ${rounds}`, String(score.faults)] : []);
  printTable([
    ['', 'Purser held', 'answered 5xx', ...(values.alone ? [] : ['Better Auth held', 'answered 5xx'])],
    ...races.map(({ name, rule }, n) => [`${name}: ${rule}`, ...cells(ours[n]), ...cells(theirs[n])]),
  ]);
} finally {
  await cluster.stop();
}
process.exit(0);

async function createDatabase(name: string): Promise<string> {
  const client = new pg.Client({ connectionString: cluster.url });
  await client.connect();
  await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  await client.end();
  return Object.assign(new URL(cluster.url), { pathname: `/${name}` }).href;
}
