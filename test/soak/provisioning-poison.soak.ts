/** `pnpm test:soak provisioning-poison`: stores that fail eight times, and what others wait for meanwhile: aim p95 within 20 %. */
import { StoreProbe } from '../../plugins/provisioning/backend/probe/store-probe.service.js';
import { provisioningOptions } from '../../plugins/provisioning/backend/provisioning.options.js';
import { aCustomer, type TestPerson } from '../support/people.js';
import { StoreHouse, wait } from '../support/store-house.js';

const ROUNDS = 2;
const POISONED = 10;
const ALONE = 150;
const EVERY_MS = 300;
/** Eight attempts with the product's own pauses: 127 s at the most, half of it as a rule. */
const LONGEST_MS = 180_000;

describe('stores that cannot come up', () => {
  let stores: StoreHouse;
  let ada: TestPerson;
  const poisoned = new Set<string>();
  /** All that come now are. */
  let poisons = false;

  beforeAll(async () => {
    stores = await StoreHouse.open([], { role: 'all' }, provisioningOptions.parse({}));
    ada = await aCustomer(stores.house);
    const probe = stores.house.get(StoreProbe);
    const run = probe.run.bind(probe);
    jest.spyOn(probe, 'run').mockImplementation(async (store, signal) => {
      if (poisons) poisoned.add(store.storeId);
      if (poisoned.has(store.storeId)) throw new Error('nobody answers');
      return await run(store, signal);
    });
  });
  afterAll(() => stores?.house.close());

  /** As many stores as come until the poisoned have failed for good; answers how long each took, milliseconds. */
  async function beside(): Promise<number[]> {
    poisons = true;
    const bad: string[] = [];
    for (let n = 0; n < POISONED; n += 1) bad.push((await stores.aStore(ada)).id);
    while (!bad.every((id) => poisoned.has(id))) await wait(20);
    poisons = false;
    const end = performance.now() + LONGEST_MS;
    const took = await arrivals(async () => performance.now() > end || (await count(bad, 'failed')) === POISONED);
    for (const id of bad)
      expect(await stores.row(id)).toMatchObject({ phase: 'failed', failures: 8, error: 'nobody answers' });
    return took;
  }

  async function arrivals(enough: (have: number) => Promise<boolean>): Promise<number[]> {
    const good: string[] = [];
    while (!(await enough(good.length))) {
      good.push((await stores.aStore(ada)).id);
      await wait(EVERY_MS);
    }
    for (let tries = 0; (await count(good, 'active')) < good.length; tries += 1) {
      if (tries === 600) throw new Error('Not all of them are active.');
      await wait(100);
    }
    const rows = await stores.sql(
      `SELECT extract(epoch FROM active_at - requested_at)::float8 * 1000 AS ms FROM provisioning_store WHERE id = ANY($1)`,
      [good],
    );
    return rows.map(({ ms }) => ms);
  }

  async function count(ids: readonly string[], phase: string): Promise<number> {
    const [{ n }] = await stores.sql(
      'SELECT count(*)::int AS n FROM provisioning_store WHERE id = ANY($1) AND phase = $2',
      [ids, phase],
    );
    return n;
  }

  it('fail with their cause, and the others come up beside them', async () => {
    const took = { alone: [] as number[], beside: [] as number[] };
    await arrivals(async (have) => have === 40);
    // Before, between and after, so that what a machine does by itself in ten minutes is on both sides.
    took.alone.push(...(await arrivals(async (have) => have === ALONE)));
    for (let n = 0; n < ROUNDS; n += 1) {
      took.beside.push(...(await beside()));
      took.alone.push(...(await arrivals(async (have) => have === ALONE)));
    }
    const [alone, besides] = [took.alone, took.beside].map((all) => {
      all.sort((a, b) => a - b);
      return [0.5, 0.95].map((share) => Math.round(all[Math.ceil(share * all.length) - 1] ?? 0));
    });
    process.stdout.write(`ready p50 and p95, ms: alone ${alone}, beside ${POISONED} that fail ${besides}\n`);
    expect(took.beside.length).toBeGreaterThan(0);
  });
});
