/** `RUSH_SEED=… pnpm test:soak provisioning-rush`: 600 stores at 12 a second, which is what two cores bring up; workers are killed sixteen times and frozen fourteen times. */
import { mulberry32 } from '../support/seeded.js';
import { StoreHouse } from '../support/store-house.js';
import { storeRush } from '../support/store-rush.js';

const SEED = Number(process.env.RUSH_SEED ?? Math.floor(Math.random() * 2 ** 31));
const STORES = 600;

describe('six hundred who ask for stores while workers die and freeze', () => {
  let stores: StoreHouse;
  beforeAll(async () => {
    stores = await StoreHouse.open();
  });
  afterAll(() => stores?.house.close());

  it('have one each, announced once', async () => {
    const rush = { stores: STORES, rate: 12, workers: 4, kills: 16, freezes: 14 };
    const settled = await storeRush(stores, rush, mulberry32(SEED));
    process.stdout.write(`seed ${SEED}: ${JSON.stringify(settled)}\n`);
    expect(settled).toMatchObject({
      active: STORES,
      logs: STORES,
      backendIds: STORES,
      announced: STORES,
      announcedTwice: 0,
    });
  });
});
