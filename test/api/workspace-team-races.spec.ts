/** A few rounds of every race; `test/soak/workspace-races.soak.ts` runs fifty. */
import { purserProcesses } from '../races/purser-processes.js';
import { races } from '../races/races.js';
import type { Side } from '../races/side.js';

const ROUNDS = 2;

describe('twenty requests at once, over two server processes', () => {
  let side: Side;
  beforeAll(async () => {
    side = await purserProcesses();
  }, 90_000);
  afterAll(() => side?.stop());

  it.each(races.map((race) => [race.name, race.rule, race] as const))('%s: %s', async (_, __, race) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { held, found, outcomes } = await race.run(side, round);
      expect({ held, found }).toEqual({ held: true, found: '' });
      expect(outcomes).not.toContain('5xx');
    }
  });
});
