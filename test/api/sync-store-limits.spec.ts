/** What all people together may do to one store: over two processes, and however fast they come. */
import type { TestHouse } from '@purser/kit/testing/house';
import { StoreLogs } from '../../plugins/sync/backend/store-log/store-logs.service.js';
import { aCustomer, type TestPerson } from '../support/people.js';
import { aStore, besides, connect, connectProbe, join, syncHouse, type TestStore } from '../support/sync-house.js';
import type { SyncSocket } from '../support/sync-socket.js';

const OPTIONS = { connectionsPerStore: 4, connectionsPerUser: 100, eventsPerSecondPerStore: 100 };
/** As many as ten seconds allow. */
const BURST = 1_000;
const MORE = 150;

describe('the limits of one store', () => {
  let one: TestHouse;
  let two: TestHouse;
  let ada: TestPerson;
  let bob: TestPerson;
  let store: TestStore;
  const sockets: SyncSocket[] = [];

  beforeAll(async () => {
    one = await syncHouse(OPTIONS);
    two = await besides(one, OPTIONS);
    [ada, bob] = await Promise.all([aCustomer(one), aCustomer(one, 'Bob')]);
  });
  beforeEach(async () => {
    store = await aStore(one, ada);
    await join(one, store, bob, 'member');
  });
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.kill();
  });
  afterAll(async () => {
    await two?.close();
    await one?.close();
  });

  const open = async (house: TestHouse, person: TestPerson): Promise<SyncSocket> => {
    const socket = await connect(house, store, person);
    sockets.push(socket);
    return socket;
  };
  /** `open`, or how it was closed. */
  const outcome = async (socket: SyncSocket): Promise<string> => {
    socket.pull();
    return await socket
      .until(() => socket.chunks[0])
      .then(
        () => 'open',
        () => socket.closed.then(({ code, reason }) => `${code} ${reason}`),
      );
  };
  const pauses = async (): Promise<number> => {
    const { text } = await one.request().get('/metrics');
    return Number(/purser_sync_pauses_total (\d+)/.exec(text)?.[1] ?? 0);
  };

  it('counts its sockets over people and processes; a probe gets in all the same', async () => {
    for (const [house, person] of [
      [one, ada],
      [one, bob],
      [two, ada],
      [two, bob],
    ] as const)
      expect(await outcome(await open(house, person))).toBe('open');
    expect(await one.get(StoreLogs).openSockets(store)).toEqual({ open: 4, most: 4 });
    for (const house of [one, two]) expect(await outcome(await open(house, bob))).toBe('4429 store_crowded');
    const probe = await connectProbe(one, store);
    sockets.push(probe);
    expect(await outcome(probe)).toBe('open');
    // Another store of the same people has places of its own.
    store = await aStore(one, ada);
    expect(await outcome(await open(one, ada))).toBe('open');
  });

  it('lets in no more than that, of twenty devices at once', async () => {
    const opened = await Promise.all(Array.from({ length: 20 }, (_, n) => open(one, n % 2 ? ada : bob)));
    const outcomes = await Promise.all(opened.map(outcome));
    expect(outcomes.filter((each) => each === 'open').length).toBeLessThanOrEqual(4);
    expect(new Set(outcomes)).toEqual(new Set(['open', '4429 store_crowded']));
  });

  it('does not read who pushes too fast for a moment: nothing closes, nothing is lost, others go on', async () => {
    const before = await pauses();
    const [writer, other] = [await open(one, ada), await open(one, bob)];
    await Promise.all([writer.pullFirst(), other.pullFirst()]);
    const half = Array.from({ length: BURST / 2 }, () => ({}));
    for (const parent of [0, BURST / 2]) expect(await writer.push(parent, half)).toBe('stored');
    expect(await pauses()).toBe(before);
    // So many more are a second and a half too fast.
    const began = performance.now();
    expect(await writer.push(BURST, half.slice(0, MORE))).toBe('stored');
    expect(await pauses()).toBe(before + 1);
    const late = writer.push(BURST + MORE);
    await other.has(BURST + MORE);
    expect(await late).toBe('stored');
    expect(performance.now() - began).toBeGreaterThan(250);
    await other.has(BURST + MORE + 1);
    expect([writer.isClosed, other.isClosed]).toEqual([false, false]);
    expect(await one.get(StoreLogs).get(store.storeId)).toMatchObject({
      head: BURST + MORE + 1,
      events: BURST + MORE + 1,
    });
  });

  it('is the store’s, not the socket’s: another socket is not read either, another store is', async () => {
    const [first, second] = [await open(one, ada), await open(one, bob)];
    await Promise.all([first.pullFirst(), second.pullFirst()]);
    const before = await pauses();
    const half = Array.from({ length: BURST / 2 }, () => ({}));
    for (const parent of [0, BURST / 2]) expect(await first.push(parent, half)).toBe('stored');
    await second.has(BURST);
    expect(await second.push(BURST, half.slice(0, MORE))).toBe('stored');
    expect(await pauses()).toBe(before + 1);
    store = await aStore(one, ada);
    const elsewhere = await open(one, ada);
    await elsewhere.pullFirst();
    expect(await elsewhere.push(0, half)).toBe('stored');
    expect(await pauses()).toBe(before + 1);
  });
});
