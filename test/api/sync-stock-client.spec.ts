/** An unmodified LiveStore app: stock `makeWsSync({ url })`, payload `{ token }`, in processes of their own. */
import type { TestHouse } from '@purser/kit/testing/house';
import { StoreLogs } from '../../plugins/sync/backend/store-log/store-logs.service.js';
import { Device } from '../support/device.js';
import { aCustomer, type TestPerson } from '../support/people.js';
import { aStore, besides, syncHouse, type TestStore } from '../support/sync-house.js';

const notesOf = (device: Device) => device.last<string[]>('notes') ?? [];

describe('LiveStore’s stock client', () => {
  let house: TestHouse;
  let ada: TestPerson;
  let store: TestStore;
  const devices: Device[] = [];
  const others = new Set<TestHouse>();
  const start = async (at = house): Promise<Device> => {
    const url = `${at.url.replace('http', 'ws')}/sync`;
    const args = [url, store.storeId, ada.bearer.replace('Bearer ', '')];
    const device = await Device.start('test/fixtures/stock-app/device.ts', args);
    devices.push(device);
    await device.until(() => device.last('ready') === true, 60_000);
    return device;
  };

  beforeAll(async () => {
    house = await syncHouse();
    ada = await aCustomer(house);
  });
  beforeEach(async () => {
    store = await aStore(house, ada);
  });
  afterEach(async () => {
    await Promise.all(devices.splice(0).map((device) => device.kill()));
    for (const other of others) await other.close();
    others.clear();
  });
  afterAll(() => house?.close());

  it('shares what two devices write, with each other and with one that comes later', async () => {
    const [first, second] = await Promise.all([start(), start()]);
    first.tell('note from the first');
    await second.until((device) => notesOf(device).includes('from the first'));
    second.tell('note from the second, with “ü” and 😀');
    await first.until((device) => notesOf(device).length === 2);
    const third = await start();
    await third.until((device) => notesOf(device).length === 2);
    expect(new Set(notesOf(third))).toEqual(new Set(notesOf(first)));
    expect(notesOf(third)).toContain('from the second, with “ü” and 😀');
    expect(await house.get<StoreLogs>(StoreLogs).get(store.storeId)).toMatchObject({ head: 2, events: 2 });
  }, 120_000);

  it('converges when both write at once, and goes on by itself after the server was away', async () => {
    const beside = await besides(house);
    others.add(beside);
    const [first, second] = await Promise.all([start(), start(beside)]);
    for (let each = 0; each < 60; each += 1) {
      first.tell(`note a${each}`);
      second.tell(`note b${each}`);
    }
    const all = (device: Device) => notesOf(device).length === 120;
    await Promise.all([first.until(all, 60_000), second.until(all, 60_000)]);
    // Its process goes; it comes back at the same address, as after a deployment.
    const { port } = new URL(beside.url);
    others.delete(beside);
    await beside.close();
    second.tell('note while nobody answered');
    first.tell('note meanwhile');
    others.add(await besides(house, {}, Number(port)));
    const both = (device: Device) => notesOf(device).length === 122;
    await Promise.all([first.until(both, 60_000), second.until(both, 60_000)]);
    expect(new Set(notesOf(first))).toEqual(new Set(notesOf(second)));
    const { head } = (await house.get<StoreLogs>(StoreLogs).get(store.storeId)) ?? {};
    expect(head).toBe(122);
  }, 180_000);
});
