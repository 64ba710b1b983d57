/** Random acts, crashes and reorderings over the real database; more of them in `pnpm test:soak provisioning-storm`. */
import { aCustomer } from '../support/people.js';
import { mulberry32 } from '../support/seeded.js';
import { StoreFaults } from '../support/store-faults.js';
import { StoreHouse } from '../support/store-house.js';
import { storeStorm } from '../support/store-storm.js';

const SEED = 20_261_128;

describe('stores in a storm', () => {
  let stores: StoreHouse;
  beforeAll(async () => {
    stores = await StoreHouse.open();
  });
  afterAll(() => stores?.house.close());

  it('go only where they may, do nothing twice, and end as they shall be', async () => {
    const random = mulberry32(SEED);
    const faults = new StoreFaults(stores.house, random);
    faults.install();
    const owner = await aCustomer(stores.house);
    expect(await storeStorm({ stores, faults, owner, random, count: 6, acts: 60 })).toEqual([]);
    const { failed, died, froze } = faults.drawn;
    expect(Math.min(failed, died, froze)).toBeGreaterThan(0);
    process.stdout.write(`among ${failed} failures, ${died} deaths and ${froze} freezes\n`);
  }, 60_000);
});
