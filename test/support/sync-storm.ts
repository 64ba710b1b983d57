/** One run of mixed faults over two processes and one store, drawn from a seed; then everything must fit together. */
import type { TestHouse } from '@purser/kit/testing/house';
import { SyncTickets } from '../../plugins/sync/backend/ticket/tickets.service.js';
import { mulberry32 } from './seeded.js';
import { SyncDevice } from './sync-device.js';
import { besides, type TestStore } from './sync-house.js';
import { SyncSocket } from './sync-socket.js';

export interface Storm {
  /** Two or more processes; one of them is replaced when `restarts` draws it. */
  readonly houses: TestHouse[];
  readonly store: TestStore;
  readonly seed: number;
  readonly devices?: number;
  readonly steps?: number;
  /** Whether a process stops and comes back in this run. */
  readonly restarts?: boolean;
}

export async function storm({
  houses,
  store,
  seed,
  devices: count = 3,
  steps = 25,
  restarts = false,
}: Storm): Promise<number> {
  const random = mulberry32(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const [first] = houses;
  if (!first) throw new Error('A storm needs a house.');
  const { workspaceId, storeId, backendId } = store;
  const claims = { kind: 'probe', workspaceId, storeId, userId: null, sessionId: null, role: 'member' } as const;
  const connect = async (): Promise<SyncSocket> => {
    const { ticket } = await first.get<SyncTickets>(SyncTickets).issue(claims);
    const at = houses[below(houses.length)] ?? first;
    return await SyncSocket.open({ url: at.url, storeId, payload: { ticket } });
  };
  const devices = Array.from(
    { length: count },
    (_, index) => new SyncDevice(`d${index}`, connect, () => 1 + below(20)),
  );
  const any = () => devices[below(devices.length)];
  const restartAt = restarts ? below(steps) : -1;
  let written = 0;
  try {
    for (let step = 0; step < steps; step += 1) {
      const events = 1 + below(12);
      any()?.write(events);
      written += events;
      const fault = below(10);
      if (fault < 2) any()?.cut();
      else if (fault < 4) any()?.loseAck();
      else if (fault < 5) await cutDatabase(first);
      if (step === restartAt) await restart(houses);
      await new Promise((resolve) => setTimeout(resolve, below(25)));
    }
    await settled(devices, written);
  } finally {
    await Promise.all(devices.map((device) => device.stop()));
  }
  await check(first, devices, { storeId, backendId, workspaceId }, written);
  return written;
}

/** Every connection of sync to PostgreSQL is ended in the middle of whatever it does. */
async function cutDatabase(house: TestHouse): Promise<void> {
  await house.dataSource.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND application_name IN ('purser-sync', 'purser-signals')`,
  );
}

async function restart(houses: TestHouse[]): Promise<void> {
  const last = houses.pop();
  if (!last || houses.length === 0) throw new Error('One house must stay.');
  const { port } = new URL(last.url);
  await last.close();
  houses.push(await besides(houses[0] as TestHouse, {}, Number(port)));
}

async function settled(devices: readonly SyncDevice[], written: number): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (devices.some((device) => device.waiting > 0 || device.head < written)) {
    const fault = devices.find((device) => device.fault)?.fault;
    if (fault) throw new Error(fault);
    if (performance.now() > deadline) {
      throw new Error(
        `Not converged: ${devices.map((d) => `${d.name} at ${d.head}, ${d.waiting} waiting`).join('; ')}; ${written} written`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function check(
  house: TestHouse,
  devices: readonly SyncDevice[],
  { storeId }: TestStore,
  written: number,
): Promise<void> {
  const fault = devices.find((device) => device.fault)?.fault;
  if (fault) throw new Error(fault);
  const stored: { seq: number; id: string }[] = await house.dataSource.query(
    "SELECT seq::int AS seq, args ->> 'id' AS id FROM sync_event WHERE store_id = $1 ORDER BY seq",
    [storeId],
  );
  const [log]: { head: number; events: number }[] = await house.dataSource.query(
    'SELECT head::int AS head, events::int AS events FROM sync_store_log WHERE store_id = $1',
    [storeId],
  );
  expect(log).toEqual({ head: written, events: written });
  expect(stored.map(({ seq }) => seq)).toEqual(Array.from({ length: written }, (_, index) => index + 1));
  // Each event once, and every device's in the order it wrote them.
  expect(new Set(stored.map(({ id }) => id)).size).toBe(written);
  for (const { name } of devices) {
    const own = stored.filter(({ id }) => id.startsWith(`${name}-`)).map(({ id }) => Number(id.slice(name.length + 1)));
    expect(own).toEqual(own.map((_, index) => index + 1));
  }
  for (const device of devices) expect(device.log).toEqual(stored);
}

/** Small, good enough, and the same everywhere. */
