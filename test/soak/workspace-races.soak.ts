/** Fifty rounds of every race, over two server processes: the rules hold in fifty of fifty. */
import { purserProcesses } from '../races/purser-processes.js';
import { races } from '../races/races.js';
import type { Side } from '../races/side.js';

const ROUNDS = 50;

describe('fifty rounds', () => {
  let side: Side;
  beforeAll(async () => {
    side = await purserProcesses();
  }, 90_000);
  afterAll(() => side?.stop());

  it.each(races.map((race) => [race.name, race.rule, race] as const))('%s: %s', async (_, __, race) => {
    const broken: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const { held, found, outcomes } = await race.run(side, round);
      if (!held || outcomes.includes('5xx')) broken.push(`round ${round}: ${found} ${outcomes.join(' ')}`);
    }
    expect(broken).toEqual([]);
  });
});
