/** `pnpm test:soak provisioning-poison`: stores that fail eight times, and what others wait for meanwhile: aim p95 within 20 %. */
import { StoreProbe } from '../../plugins/provisioning/backend/probe/store-probe.service.js';
import { aCustomer, type TestPerson } from '../support/people.js';
import { StoreHouse, wait } from '../support/store-house.js';

const ROUNDS = 8;
const STORES = 40;
const POISONED = 5;
const EVERY_MS = 300;

describe('stores that cannot come up', () => {
  let stores: StoreHouse;
  let ada: TestPerson;
  const poisoned = new Set<string>();
  /** All that come now are. */
  let poisons = false;

  beforeAll(async () => {
    stores = await StoreHouse.open([], { role: 'all' }, { backoffFirstMs: 200, backoffMaxMs: 2_000, sweepMs: 500 });
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

  /** Answers how long each of them took, milliseconds, in order. */
  async function round(withPoison: boolean): Promise<number[]> {
    const bad: string[] = [];
    poisons = withPoison;
    for (let n = 0; withPoison && n < POISONED; n += 1) bad.push((await stores.aStore(ada)).id);
    while (!bad.every((id) => poisoned.has(id))) await wait(20);
    poisons = false;
    const good: string[] = [];
    for (let n = 0; n < STORES; n += 1) {
      good.push((await stores.aStore(ada)).id);
      await wait(EVERY_MS);
    }
    await rested(good, 'active');
    await rested(bad, 'failed');
    for (const id of bad) expect(await stores.row(id)).toMatchObject({ failures: 8, error: 'nobody answers' });
    const rows = await stores.sql(
      `SELECT extract(epoch FROM active_at - requested_at)::float8 * 1000 AS ms FROM provisioning_store
       WHERE id = ANY($1) ORDER BY 1`,
      [good],
    );
    return rows.map(({ ms }) => ms);
  }

  async function rested(ids: readonly string[], phase: string): Promise<void> {
    for (let tries = 0; tries < 600; tries += 1) {
      const [{ n }] = await stores.sql(
        'SELECT count(*)::int AS n FROM provisioning_store WHERE id = ANY($1) AND phase = $2',
        [ids, phase],
      );
      if (n === ids.length) return;
      await wait(100);
    }
    throw new Error(`Not all of them are ${phase}.`);
  }

  it('fail with their cause, and the others come up beside them', async () => {
    const took = { alone: [] as number[], beside: [] as number[] };
    await round(false);
    for (let n = 0; n < ROUNDS; n += 1) {
      took.alone.push(...(await round(false)));
      took.beside.push(...(await round(true)));
    }
    const [alone, beside] = [took.alone, took.beside].map((all) => {
      all.sort((a, b) => a - b);
      return [0.5, 0.95].map((share) => Math.round(all[Math.ceil(share * all.length) - 1] ?? 0));
    });
    process.stdout.write(`ready p50 and p95, ms: alone ${alone}, beside ${POISONED} that fail ${beside}\n`);
    expect(took.beside).toHaveLength(ROUNDS * STORES);
  });
});
