import { mulberry32 } from '../support/seeded.js';
import { StoreHouse } from '../support/store-house.js';
import { storeRush } from '../support/store-rush.js';

const SEED = Number(process.env.RUSH_SEED ?? Math.floor(Math.random() * 2 ** 31));

describe('many who ask for stores while workers die and freeze', () => {
  let stores: StoreHouse;
  beforeAll(async () => {
    stores = await StoreHouse.open();
  });
  afterAll(() => stores?.house.close());

  it('have one each, announced once', async () => {
    const rush = { stores: 40, rate: 20, workers: 2, kills: 2, freezes: 1 };
    const settled = await storeRush(stores, rush, mulberry32(SEED));
    expect({ seed: SEED, ...settled }).toMatchObject({
      seed: SEED,
      active: 40,
      logs: 40,
      backendIds: 40,
      announced: 40,
      announcedTwice: 0,
    });
  }, 120_000);
});
