/** Many ask for stores while workers die and freeze; afterwards every store stands, once. */
import { Workspaces } from '../../plugins/workspace/backend/workspace/workspaces.service.js';
import { aCustomer } from './people.js';
import { StoreFleet } from './store-fleet.js';
import { type StoreHouse, wait } from './store-house.js';

export interface Rush {
  readonly stores: number;
  /** A second. */
  readonly rate: number;
  readonly workers: number;
  readonly kills: number;
  readonly freezes: number;
}

export interface Settled {
  readonly active: number;
  readonly logs: number;
  readonly backendIds: number;
  readonly announced: number;
  readonly announcedTwice: number;
  readonly fencedWrites: number;
  readonly slowestMs: number;
}

const PATIENCE_MS = 180_000;
const OWNS = 90;

export async function storeRush(stores: StoreHouse, rush: Rush, random: () => number): Promise<Settled> {
  const fleet = new StoreFleet(stores, random);
  await fleet.start(rush.workers);
  try {
    const spanMs = (rush.stores / rush.rate) * 1_000;
    const at = async (count: number, act: () => Promise<void>) => {
      await Promise.all(
        Array.from({ length: count }, async () => {
          await wait(random() * spanMs);
          await act();
        }),
      );
    };
    await Promise.all([
      create(stores, rush),
      at(rush.kills, () => fleet.kill()),
      at(rush.freezes, () => fleet.freeze()),
    ]);
    await allActive(stores);
    return { ...(await standing(stores)), fencedWrites: await fleet.fencedWrites() };
  } finally {
    await fleet.stop();
  }
}

async function create(stores: StoreHouse, { stores: count, rate }: Rush): Promise<void> {
  const { house } = stores;
  let owner = await aCustomer(house);
  const making: Promise<unknown>[] = [];
  for (let n = 0; n < count; n += 1) {
    if (n % OWNS === OWNS - 1) owner = await aCustomer(house);
    const ownerId = owner.id;
    making.push(
      house.dataSource.transaction((tx) =>
        house.get<Workspaces>(Workspaces).create(tx, { name: `W ${n}`, ownerId, by: 'system' }),
      ),
    );
    await wait(1_000 / rate);
  }
  await Promise.all(making);
}

async function allActive(stores: StoreHouse): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const left = await stores.sql(
      `SELECT id, phase, failures, error FROM provisioning_store WHERE phase <> 'active' LIMIT 5`,
    );
    if (left.length === 0) return;
    if (performance.now() > deadline) throw new Error(`Still on their way: ${JSON.stringify(left)}`);
    await wait(100);
  }
}

async function standing(stores: StoreHouse): Promise<Omit<Settled, 'fencedWrites'>> {
  const [row] = await stores.sql(
    `WITH told AS (
       SELECT subject_id, count(*) AS n FROM house_audit WHERE what = 'provisioning.store-ready' GROUP BY subject_id)
     SELECT (SELECT count(*) FROM provisioning_store WHERE phase = 'active')::int AS active,
       (SELECT count(*) FROM sync_store_log WHERE store_id LIKE 'st-%')::int AS logs,
       (SELECT count(DISTINCT backend_id) FROM provisioning_store)::int AS "backendIds",
       (SELECT count(*) FROM told)::int AS announced,
       (SELECT count(*) FROM told WHERE n > 1)::int AS "announcedTwice",
       (SELECT max(extract(epoch FROM active_at - requested_at) * 1000) FROM provisioning_store)::float8 AS "slowestMs"`,
  );
  return row;
}
