/**
 * `pnpm bench sync [--seconds 5] [--events 100000] [--only rate,latency,pull,idle] [--alone]`: the whole backend beside LiveStore's
 * own Cloudflare backend on this machine, one after the other, by one generator. Both keep what they acknowledge on disk.
 */
import { parseArgs } from 'node:util';
import { rssBytes } from './bed/process-figures.js';
import { printTable, show } from './bed/table.js';
import { startCloudflare } from './sync/cloudflare.js';
import { ackedPerSecond, coldPull, idlePulls, pushToLivePull, type Subject } from './sync/measure.js';
import { startPurser } from './sync/purser.js';

const { values } = parseArgs({
  // The name of the bench itself.
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '5' },
    events: { type: 'string', default: '100000' },
    pulls: { type: 'string', default: '1000' },
    only: { type: 'string', default: 'latency,idle,rate,pull' },
    /** Leaves the other backend out: for looking at a change. */
    alone: { type: 'boolean', default: false },
  },
});
const seconds = Number(values.seconds);
const events = Number(values.events);
const pulls = Number(values.pulls);
const chosen = new Set(values.only.split(','));
const IDLE_MS = 75_000;

/** Row of the table → figure. */
type Figures = Map<string, number>;

async function measure(start: () => Promise<Subject & { stop(): Promise<void> }>): Promise<Figures> {
  const figures: Figures = new Map();
  const subject = await start();
  console.log(`\n${subject.name}`);
  const note = (row: string, figure: number) => {
    figures.set(row, figure);
    console.log(`  ${row}: ${show(figure)}`);
  };
  try {
    // Memory and latency on a fresh server; the load that grows the heap comes last.
    if (chosen.has('idle')) {
      // Idle is who has had nothing to do for a while: garbage of the start is given back by then.
      await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
      note('memory idle, MB', rssBytes(subject.serverPids()) / 1e6);
    }
    if (chosen.has('latency')) {
      const { p50, p99 } = await pushToLivePull(subject, seconds);
      note('push to live pull at 100/s, p50, ms', p50);
      note('push to live pull at 100/s, p99, ms', p99);
    }
    if (chosen.has('idle')) {
      const { idleMb, withPullsMb, openCpu } = await idlePulls(subject, pulls);
      note(`memory with ${pulls} idle live pulls, MB`, withPullsMb);
      note(`${pulls} idle live pulls, MB more`, withPullsMb - idleMb);
      note(`opening ${pulls} live pulls, server CPU s`, openCpu);
    }
    if (chosen.has('rate')) {
      for (const [stores, batch] of [
        [1, 1],
        [1, 50],
        [20, 1],
        [20, 50],
      ] as const) {
        const rate = await ackedPerSecond(subject, stores, batch, seconds);
        note(`acked events/s, ${stores} ${stores === 1 ? 'store' : 'stores'}, batch ${batch}`, rate);
      }
    }
    if (chosen.has('pull')) {
      const { wallSeconds, serverCpu, databaseCpu } = await coldPull(subject, events);
      note(`${events} events pulled, wall s`, wallSeconds);
      note(`${events} events pulled, server CPU s`, serverCpu);
      note(`${events} events pulled, server and database CPU s`, serverCpu + databaseCpu);
    }
  } finally {
    await subject.stop();
  }
  return figures;
}

const ours = await measure(startPurser);
const theirs: Figures = values.alone ? new Map() : await measure(startCloudflare);

const rows = [...ours].map(([row, own]) => {
  const other = theirs.get(row) ?? Number.NaN;
  // More is better for rates, less for everything else.
  const ratio = row.startsWith('acked') ? own / other : other / own;
  return [row, show(own), show(other), `${ratio.toPrecision(3)}×`];
});
printTable([['', 'Purser', 'sync-cf on workerd', 'better by'], ...rows]);
process.exit(0);
