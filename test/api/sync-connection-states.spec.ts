/** Which devices are connected and yet do not keep up, as operators see it. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { TestHouse } from '@purser/kit/testing/house';
import { SLOWEST_LAG } from '../../plugins/sync/backend/store-log/store-logs.service.js';
import { aCustomer, anOperator, type TestPerson } from '../support/people.js';
import { aStore, connect, join, syncHouse, type TestStore } from '../support/sync-house.js';

interface Row {
  readonly userId: string;
  readonly trouble: string | null;
  readonly lag: number;
  readonly refused: number;
  readonly waitingSince: string | null;
}

describe('live connections', () => {
  let house: TestHouse;
  let olga: TestPerson;
  let store: TestStore;

  beforeAll(async () => {
    house = await syncHouse();
    olga = await anOperator(house, ['support']);
  });
  afterAll(() => house?.close());

  const rows = async (filter: object = {}): Promise<Row[]> => {
    const query = encodeURIComponent(JSON.stringify({ storeId: store.storeId, ...filter }));
    const answer = await house
      .request()
      .get(`/api/console/connections?filter=${query}`)
      .set('Authorization', olga.bearer)
      .expect(200);
    return answer.body;
  };
  /** What every process writes of its connections each three seconds. */
  const until = async (holds: (all: Row[]) => boolean): Promise<Row[]> => {
    for (let tries = 0; tries < 100; tries += 1) {
      const all = await rows();
      if (holds(all)) return all;
      await sleep(100);
    }
    throw new Error(`It did not come: ${JSON.stringify(await rows())}`);
  };
  /** As if all of them had been so for a minute; the database's clock decides. */
  const age = () =>
    house.dataSource.query(
      `UPDATE sync_connection SET connected_at = connected_at - interval '1 minute',
         waiting_since = waiting_since - interval '1 minute' WHERE store_id = $1`,
      [store.storeId],
    );

  const slowestLag = async () => {
    const [row] = await house.dataSource.query(
      `SELECT ${SLOWEST_LAG} AS lag FROM sync_store_log l WHERE l.store_id = $1`,
      [store.storeId],
    );
    return row.lag;
  };

  it('are marked when pushes are refused in a row, when acks stay out, and when nothing is followed', async () => {
    const people = await Promise.all(['Fine', 'Ahead', 'Stalled', 'Deaf'].map((name) => aCustomer(house, name)));
    const [fine, ahead, stalled, deaf] = people as [TestPerson, TestPerson, TestPerson, TestPerson];
    store = await aStore(house, fine);
    for (const person of [ahead, stalled, deaf]) await join(house, store, person, 'member');
    const device = await connect(house, store, fine);
    await device.pullFirst();
    const late = await connect(house, store, ahead);
    await late.pullFirst();
    const mute = await connect(house, store, stalled);
    await mute.pullFirst();
    mute.acks = false;
    await connect(house, store, deaf);
    await device.push(0, [{}, {}]);
    for (const socket of [device, late, mute]) await socket.has(2);
    for (let pushes = 0; pushes < 5; pushes += 1) await late.push(0);

    const of = (all: Row[], { id }: TestPerson) => all.find(({ userId }) => userId === id);
    await until((all) => of(all, ahead)?.refused === 5 && of(all, stalled)?.waitingSince != null);
    // None of it is trouble before it has lasted.
    expect((await rows({ trouble: ['stalled', 'not_following'] })).length).toBe(0);
    await age();
    const all = await rows();
    expect(of(all, fine)).toMatchObject({ trouble: null, lag: 0, refused: 0, waitingSince: null });
    expect(of(all, ahead)).toMatchObject({ trouble: 'refused', lag: 0 });
    expect(of(all, stalled)).toMatchObject({ trouble: 'stalled', lag: 2 });
    expect(of(all, deaf)).toMatchObject({ trouble: 'not_following' });
    expect(await rows({ trouble: 'stalled' })).toHaveLength(1);
    expect(await slowestLag()).toBe('2');
    expect(await rows({ trouble: null })).toHaveLength(1);

    mute.acks = true;
    mute.ack(mute.chunks.at(-1)?.requestId ?? '');
    expect(await late.push(2)).toBe('stored');
    const after = await until((every) => every.filter(({ trouble }) => trouble !== null).length === 1);
    expect(of(after, ahead)).toMatchObject({ trouble: null, refused: 0 });
    expect(of(after, stalled)).toMatchObject({ trouble: null });
    await until((every) => every.every(({ trouble, lag }) => trouble !== null || lag === 0));
    // Who follows nothing is behind for good, and is no measure for those who do.
    expect(await slowestLag()).toBe('0');
  });
});
