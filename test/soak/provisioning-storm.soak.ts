/** Storms over stores, many times. `STORM_SEED=… STORM_RUNS=… pnpm test:soak provisioning-storm`; a failure names its seed. */
import { aCustomer } from '../support/people.js';
import { mulberry32 } from '../support/seeded.js';
import { StoreFaults } from '../support/store-faults.js';
import { StoreHouse } from '../support/store-house.js';
import { storeStorm } from '../support/store-storm.js';

const SEED = Number(process.env.STORM_SEED ?? Math.floor(Math.random() * 2 ** 31));
const RUNS = Number(process.env.STORM_RUNS ?? 40);

describe('stores in many storms', () => {
  let stores: StoreHouse;
  beforeAll(async () => {
    stores = await StoreHouse.open();
  });
  afterAll(() => stores?.house.close());

  it(`end as they shall be, ${RUNS} times`, async () => {
    let random = mulberry32(SEED);
    const faults = new StoreFaults(stores.house, () => random());
    faults.install();
    for (let run = 0; run < RUNS; run += 1) {
      random = mulberry32(SEED + run);
      const owner = await aCustomer(stores.house);
      const wrong = await storeStorm({ stores, faults, owner, random: () => random(), count: 10, acts: 200 });
      if (wrong.length > 0) throw new Error(`Run ${run}, seed ${SEED + run}:\n${wrong.join('\n')}`);
    }
    const { failed, died, froze } = faults.drawn;
    process.stdout.write(`${RUNS} runs from seed ${SEED}: ${failed} failures, ${died} deaths, ${froze} freezes\n`);
  });
});
