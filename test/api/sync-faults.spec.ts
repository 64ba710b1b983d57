/** A short slice of `test/soak/sync-faults.soak.ts`. */
import type { TestHouse } from '@purser/kit/testing/house';
import { aCustomer } from '../support/people.js';
import { aStore, besides, syncHouse } from '../support/sync-house.js';
import { storm } from '../support/sync-storm.js';

const SEED = Number(process.env.SYNC_SEED ?? 20_261_123);

describe('sync under mixed faults', () => {
  const houses: TestHouse[] = [];

  beforeAll(async () => {
    const first = await syncHouse();
    houses.push(first, await besides(first));
  });
  afterAll(async () => {
    for (const house of houses.toReversed()) await house.close();
  });

  it.each([0, 1, 2, 3])(
    'keeps the log gapless and brings every device to the same (seed + %i)',
    async (run) => {
      const [first] = houses as [TestHouse];
      const store = await aStore(first, await aCustomer(first));
      await storm({ houses, store, seed: SEED + run, restarts: run === 3 });
    },
    60_000,
  );
});
