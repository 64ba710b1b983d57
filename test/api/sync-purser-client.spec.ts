/** Purser's own client in Node, against a real house: tickets, health, endings, and what is kept over them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SyncHealth } from '@purser/client/sync/health';
import { localStoreId } from '@purser/client/sync/local-copy';
import type { TestHouse } from '@purser/kit/testing/house';
import { StoreLogs } from '../../plugins/sync/backend/store-log/store-logs.service.js';
import { Memberships } from '../../plugins/workspace/backend/membership/memberships.service.js';
import { confirmed, PASSWORD, type SignedIn, signIn } from '../support/customer.js';
import { Device } from '../support/device.js';
import type { TestPerson } from '../support/people.js';
import { aStore, syncHouse, type TestStore } from '../support/sync-house.js';

const notes = (device: Device) => device.last<string[]>('notes') ?? [];
const health = (device: Device) => device.last<SyncHealth>('health');
const isSettled = (device: Device) => health(device)?.state === 'connected' && health(device)?.unacked === 0;

describe('Purser’s client', () => {
  let house: TestHouse;
  let ada: SignedIn;
  let store: TestStore;
  let folder: string;
  const devices: Device[] = [];
  const others = new Set<TestHouse>();

  const start = async (at: TestHouse = house, keepIn = ''): Promise<Device> => {
    const local = localStoreId(store.storeId, ada.userId);
    const args = [at.url, store.workspaceId, local, keepIn, ada.email, PASSWORD];
    const device = await Device.start('test/fixtures/purser-app/device.ts', args);
    devices.push(device);
    await device.until((each) => each.last('ready') !== undefined, 60_000);
    return device;
  };
  const logged = () => house.get<StoreLogs>(StoreLogs).get(store.storeId);
  const logHas = async (events: number) => {
    while ((await logged())?.events !== events) await new Promise((resolve) => setTimeout(resolve, 50));
  };

  beforeAll(async () => {
    house = await syncHouse();
  });
  beforeEach(async () => {
    ada = await signIn(house, await confirmed(house));
    const owner: Pick<TestPerson, 'id'> = { id: ada.userId };
    store = await aStore(house, owner as TestPerson);
    folder = await mkdtemp(path.join(tmpdir(), 'purser-device-'));
  });
  afterEach(async () => {
    await Promise.all(devices.splice(0).map((device) => device.kill()));
    for (const other of others) await other.close();
    others.clear();
    await rm(folder, { recursive: true, force: true });
  });
  afterAll(() => house?.close());

  it('shares what two devices write, and says so only when the server has it', async () => {
    const [first, second] = await Promise.all([start(), start()]);
    first.tell('note from the first');
    await second.until((device) => notes(device).includes('from the first'));
    second.tell('note from the second');
    await first.until((device) => notes(device).length === 2);
    await logHas(2);
    await Promise.all([first.until(isSettled), second.until(isSettled)]);
    expect(health(first)).toMatchObject({ reason: null, caughtUp: true, readOnly: false });
    expect(health(first)?.lastAckedAt).toBeGreaterThan(Date.now() - 60_000);
    expect(await logged()).toMatchObject({ head: 2, events: 2 });
  }, 120_000);

  it('tells that it is offline, keeps what is written, and converges when the server is back', async () => {
    const sameDatabase = { databaseUrl: house.databaseUrl, clock: house.clock };
    const beside = await syncHouse({}, sameDatabase);
    others.add(beside);
    const [here, there] = await Promise.all([start(), start(beside)]);
    await Promise.all([here.until(isSettled), there.until(isSettled)]);
    const port = Number(new URL(beside.url).port);
    others.delete(beside);
    await beside.close();
    await there.until((device) => health(device)?.state === 'offline');
    there.tell('note while nobody answered');
    here.tell('note meanwhile');
    await there.until((device) => health(device)?.unacked === 1);
    others.add(await syncHouse({}, { ...sameDatabase, port }));
    await Promise.all([here, there].map((device) => device.until((each) => notes(each).length === 2, 60_000)));
    await there.until(isSettled);
    expect(await logged()).toMatchObject({ head: 2, events: 2 });
  }, 120_000);

  it('says why when the session ends, keeps 150 changes, and sends them once after signing in again', async () => {
    const device = await start(house, folder);
    await device.until(isSettled);
    device.tell('note before');
    await logHas(1);
    await device.until(isSettled);
    device.tell('sign-out');
    await device.until((each) => health(each)?.state === 'signed-out');
    expect(health(device)?.reason).toBe('signed_out');
    // A walk does it with 500 in a browser (`session-backlog.spec`).
    device.tell('notes 150');
    await device.until((each) => health(each)?.unacked === 150, 60_000);
    device.tell('sign-in');
    await device.until((each) => isSettled(each) && notes(each).length === 151, 90_000);
    expect(await logged()).toMatchObject({ head: 151, events: 151 });
  }, 180_000);

  it('is signed out by the closing of its socket, within two seconds and with the reason', async () => {
    const device = await start();
    await device.until(isSettled);
    const began = performance.now();
    const other = await signIn(house, ada.email);
    await other.agent.post('/api/auth/logout').set('Authorization', other.bearer).send({ scope: 'others' }).expect(204);
    await device.until((each) => health(each)?.state === 'signed-out');
    expect(performance.now() - began).toBeLessThan(4_000);
    expect(health(device)?.reason).toBe('signed_out_elsewhere');
    expect(device.last('session')).toEqual({ status: 'signed-out', reason: 'signed_out_elsewhere' });
  }, 120_000);

  it('stops for good when the person is removed, and says so', async () => {
    const owner = await signIn(house, await confirmed(house));
    await house.dataSource.transaction((tx) =>
      house
        .get<Memberships>(Memberships)
        .add(tx, { workspaceId: store.workspaceId, userId: owner.userId, role: 'owner' }, { by: 'system' }),
    );
    const device = await start();
    await device.until(isSettled);
    await house.dataSource.transaction((tx) =>
      house
        .get<Memberships>(Memberships)
        .remove(tx, { workspaceId: store.workspaceId, userId: ada.userId }, { by: 'system' }),
    );
    await device.until((each) => health(each)?.state === 'removed', 5_000);
    expect(health(device)?.reason).toBe('removed');
    device.tell('note too late');
    await device.until((each) => health(each)?.unacked === 1);
    expect(device.last<{ status: string }>('session')?.status).toBe('signed-in');
    expect(await logged()).toMatchObject({ events: 0 });
  }, 120_000);

  it('tells that the log was replaced, and sends nothing into the new one', async () => {
    const device = await start(house, folder);
    await device.until(isSettled);
    device.tell('note in the old log');
    await logHas(1);
    await device.until(isSettled);
    await house.dataSource.query(`UPDATE sync_store_log SET backend_id = 'restored' WHERE store_id = $1`, [
      store.storeId,
    ]);
    device.tell('note after the restore');
    await device.until((each) => health(each)?.state === 'restored', 30_000);
    expect(health(device)).toMatchObject({ reason: 'store_restored', unacked: 1 });
    expect(await logged()).toMatchObject({ events: 1 });
  }, 120_000);
});
