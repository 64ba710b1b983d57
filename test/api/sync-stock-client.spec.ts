/** An unmodified LiveStore app: stock `makeWsSync({ url })`, payload `{ token }`, in processes of their own. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import path from 'node:path';
import type { TestHouse } from '@purser/kit/testing/house';
import { StoreLogs } from '../../plugins/sync/backend/store-log/store-logs.service.js';
import { aCustomer, type TestPerson } from '../support/people.js';
import { aStore, besides, syncHouse, type TestStore } from '../support/sync-house.js';

const DEVICE = path.resolve(__dirname, '../fixtures/stock-app/device.js');

class Device {
  private lines: string[] = [];
  private errors = '';

  private constructor(private readonly child: ChildProcessWithoutNullStreams) {
    let rest = '';
    child.stdout.on('data', (part: Buffer) => {
      const [...lines] = (rest + part.toString()).split('\n');
      rest = lines.pop() ?? '';
      this.lines.push(...lines);
    });
    child.stderr.on('data', (part: Buffer) => {
      this.errors += part.toString();
    });
  }

  static start(house: TestHouse, { storeId }: TestStore, { bearer }: TestPerson): Device {
    const url = `${house.url.replace('http', 'ws')}/sync`;
    return new Device(spawn(process.execPath, [DEVICE, url, storeId, bearer.replace('Bearer ', '')]));
  }

  get notes(): string[] {
    const line = this.lines.findLast((each) => each.startsWith('notes '));
    return line === undefined ? [] : (JSON.parse(line.slice(6)) as string[]);
  }

  note(text: string): void {
    this.child.stdin.write(`note ${text}\n`);
  }

  async until(what: (device: Device) => boolean, withinMs = 20_000): Promise<void> {
    const deadline = performance.now() + withinMs;
    while (!what(this)) {
      if (performance.now() > deadline)
        throw new Error(`It never came so far: ${this.lines.slice(-3)} ${this.errors.slice(-2_000)}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async ready(): Promise<void> {
    await this.until(() => this.lines.includes('ready'), 60_000);
  }

  async stop(): Promise<void> {
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGKILL');
    await gone;
  }
}

describe('LiveStore’s stock client', () => {
  let house: TestHouse;
  let ada: TestPerson;
  let store: TestStore;
  const devices: Device[] = [];
  const others = new Set<TestHouse>();
  const start = async (at = house): Promise<Device> => {
    const device = Device.start(at, store, ada);
    devices.push(device);
    await device.ready();
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
    await Promise.all(devices.splice(0).map((device) => device.stop()));
    for (const other of others) await other.close();
    others.clear();
  });
  afterAll(() => house?.close());

  it('shares what two devices write, with each other and with one that comes later', async () => {
    const [first, second] = await Promise.all([start(), start()]);
    first.note('from the first');
    await second.until(({ notes }) => notes.includes('from the first'));
    second.note('from the second, with “ü” and 😀');
    await first.until(({ notes }) => notes.length === 2);
    const third = await start();
    await third.until(({ notes }) => notes.length === 2);
    expect(new Set(third.notes)).toEqual(new Set(first.notes));
    expect(third.notes).toContain('from the second, with “ü” and 😀');
    expect(await house.get<StoreLogs>(StoreLogs).get(store.storeId)).toMatchObject({ head: 2, events: 2 });
  }, 120_000);

  it('converges when both write at once, and goes on by itself after the server was away', async () => {
    const beside = await besides(house);
    others.add(beside);
    const [first, second] = await Promise.all([start(), start(beside)]);
    for (let each = 0; each < 60; each += 1) {
      first.note(`a${each}`);
      second.note(`b${each}`);
    }
    const all = (device: Device) => device.notes.length === 120;
    await Promise.all([first.until(all, 60_000), second.until(all, 60_000)]);
    // Its process goes; it comes back at the same address, as after a deployment.
    const { port } = new URL(beside.url);
    others.delete(beside);
    await beside.close();
    second.note('while nobody answered');
    first.note('meanwhile');
    others.add(await besides(house, {}, Number(port)));
    const both = (device: Device) => device.notes.length === 122;
    await Promise.all([first.until(both, 60_000), second.until(both, 60_000)]);
    expect(new Set(first.notes)).toEqual(new Set(second.notes));
    const { head } = (await house.get<StoreLogs>(StoreLogs).get(store.storeId)) ?? {};
    expect(head).toBe(122);
  }, 180_000);
});
