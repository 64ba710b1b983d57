/**
 * Mixed faults, many times: two pushers and more at once, acks lost, sockets killed, connections to PostgreSQL cut,
 * processes restarted. `SYNC_SEED=… SYNC_RUNS=… pnpm test:soak sync-faults`; a failure names its seed.
 */
import type { TestHouse } from '@purser/kit/testing/house';
import { aCustomer } from '../support/people.js';
import { aStore, besides, syncHouse } from '../support/sync-house.js';
import { storm } from '../support/sync-storm.js';

const SEED = Number(process.env.SYNC_SEED ?? Math.floor(Math.random() * 2 ** 31));
const RUNS = Number(process.env.SYNC_RUNS ?? 240);

describe('sync under mixed faults, at length', () => {
  const houses: TestHouse[] = [];

  beforeAll(async () => {
    const first = await syncHouse();
    houses.push(first, await besides(first));
  });
  afterAll(async () => {
    for (const house of houses.toReversed()) await house.close();
  });

  it(`keeps the log gapless and brings every device to the same, ${RUNS} times`, async () => {
    const [first] = houses as [TestHouse];
    let events = 0;
    for (let run = 0; run < RUNS; run += 1) {
      const seed = SEED + run;
      try {
        const owner = await aCustomer(first);
        const store = await aStore(first, owner);
        events += await storm({ houses, store, seed, devices: 2 + (seed % 3), restarts: run % 8 === 7 });
        if (run % 20 === 19) process.stdout.write(`${run + 1} runs, ${events} events\n`);
      } catch (error) {
        throw new Error(`Run ${run}, seed ${seed}: ${(error as Error).message}`, { cause: error });
      }
    }
    process.stdout.write(
      `${RUNS} runs from seed ${SEED}: ${events} events, every log gapless, every device converged\n`,
    );
  });
});
