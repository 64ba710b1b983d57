/** A database that fails over under two processes, while devices push and people use the API. */
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { sync } from '../../plugins/sync/backend/sync.plugin.js';
import { workspace } from '../../plugins/workspace/backend/workspace.plugin.js';
import { authForTests } from './customer.js';
import { aCustomer, type TestPerson } from './people.js';
import { PostgresPair } from './postgres-pair.js';
import { SyncDevice } from './sync-device.js';
import { aStore, join, type TestStore } from './sync-house.js';
import { SyncSocket } from './sync-socket.js';

export interface Failover {
  readonly devices: number;
  /** From the first write to the last, milliseconds; the primary is killed after a third of it. */
  readonly spanMs: number;
}

export interface Outcome {
  readonly faults: readonly string[];
  /** What the server said it had done, and what the database has of it afterwards. */
  readonly acknowledged: { readonly workspaces: number; readonly signUps: number };
  readonly kept: { readonly workspaces: number; readonly audited: number; readonly mails: number };
  readonly events: { readonly written: number; readonly stored: number; readonly gapless: boolean };
  /** Longest time in which no device had an event confirmed, milliseconds. */
  readonly longestPauseMs: number;
}

const EVERY_MS = 60;
const STORES = 4;

export async function failOver({ devices: count, spanMs }: Failover): Promise<Outcome> {
  const plugins = [authForTests(), workspace({ workspacesPerOwner: 10_000 }), sync({ sweepMs: 500 })];
  const pair = await PostgresPair.open((serverUrl) => prepared(serverUrl, plugins));
  const houses: TestHouse[] = [];
  try {
    const first = await createTestHouse({ plugins, databaseUrl: pair.url });
    houses.push(first, await createTestHouse({ plugins, beside: first, role: 'all' }));
    const ada = await aCustomer(first);
    const stores = await Promise.all(Array.from({ length: STORES }, () => aStore(first, ada)));
    const people = await Promise.all(Array.from({ length: count }, (_, n) => aCustomer(first, `Device${n}`)));
    const devices = await Promise.all(
      people.map(async (person, n) => {
        const store = stores[n % STORES] as TestStore;
        await join(first, store, person, 'member');
        let turns = n;
        const at = () => houses[turns++ % houses.length] as TestHouse;
        return new SyncDevice(
          `d${n}`,
          () => socketOf(at(), store, person),
          () => 5,
        );
      }),
    );
    const pace = new Pace(devices);
    const acknowledged = { workspaces: [] as string[], signUps: [] as string[] };
    const end = performance.now() + spanMs;
    const uses = Promise.all([
      whileUntil(end, async (n) => {
        const name = `W ${n}`;
        const answer = await post(houses[n % 2] as TestHouse, '/api/workspaces', { name }, ada);
        if (answer.status === 201) acknowledged.workspaces.push(answer.body.id);
        return answer.status;
      }),
      whileUntil(end, async (n) => {
        const email = `late-${n}@example.org`;
        const body = { email, password: 'quietly tall marmots 92', name: 'Late' };
        const answer = await post(houses[n % 2] as TestHouse, '/api/auth/signup', body);
        if (answer.status === 202) acknowledged.signUps.push(email);
        return answer.status;
      }),
      whileUntil(end, async () => {
        for (const device of devices) device.write(1);
        return 200;
      }),
    ]);
    await sleep(spanMs / 3);
    await pair.killPrimary();
    await sleep(300);
    await pair.promote();
    const refused = (await uses).flat();
    await until(() => devices.every((device) => device.waiting === 0 || device.fault), 60_000);
    const longestPauseMs = pace.stop();
    // A job that met no database comes again after a pause that grows with its tries.
    await until(async () => (await mailsOf(first, acknowledged.signUps)) === acknowledged.signUps.length, 180_000);
    await Promise.all(devices.map((device) => device.stop()));
    return {
      faults: [...refused, ...devices.flatMap((device) => device.fault ?? [])],
      acknowledged: { workspaces: acknowledged.workspaces.length, signUps: acknowledged.signUps.length },
      kept: { ...(await kept(first, acknowledged.workspaces)), mails: await mailsOf(first, acknowledged.signUps) },
      events: await eventsOf(first, devices, stores),
      longestPauseMs,
    };
  } finally {
    await Promise.all(houses.map((house) => house.close()));
    await pair.close();
  }
}

async function prepared(serverUrl: string, plugins: Parameters<typeof createTestHouse>[0]['plugins']): Promise<string> {
  const before = process.env.PURSER_TEST_DATABASE_URL;
  process.env.PURSER_TEST_DATABASE_URL = serverUrl;
  try {
    const house = await createTestHouse({ plugins });
    const { databaseUrl } = house;
    await house.app.close();
    return databaseUrl;
  } finally {
    process.env.PURSER_TEST_DATABASE_URL = before;
  }
}

/** As a client does it: turned away for a while it comes again; anything else is a fault of the server. */
async function socketOf(house: TestHouse, store: TestStore, person: TestPerson): Promise<SyncSocket> {
  const { status, body } = await post(house, '/api/sync/tickets', { workspaceId: store.workspaceId }, person);
  if (status === 503) throw new Error('closed: the database fails over');
  if (status !== 200) throw new Error(`A ticket was answered ${status} ${JSON.stringify(body)}`);
  return await SyncSocket.open({ url: house.url, storeId: store.storeId, payload: { ticket: body.ticket } });
}

async function post(house: TestHouse, path: string, body: object, as?: TestPerson) {
  const request = house.request().post(path);
  return await (as ? request.set('Authorization', as.bearer) : request).send(body);
}

/** Answers what was answered that is neither done nor "try again". */
async function whileUntil(end: number, act: (n: number) => Promise<number>): Promise<string[]> {
  const faults: string[] = [];
  for (let n = 0; performance.now() < end; n += 1) {
    const status = await act(n);
    if (![200, 201, 202, 503].includes(status)) faults.push(`answered ${status}`);
    await sleep(EVERY_MS);
  }
  return faults;
}

async function kept(house: TestHouse, ids: readonly string[]): Promise<{ workspaces: number; audited: number }> {
  const [row] = await house.dataSource.query(
    `SELECT (SELECT count(*) FROM workspace WHERE id = ANY($1))::int AS workspaces,
       (SELECT count(*) FROM house_audit WHERE what = 'workspace.created' AND subject_id = ANY($2))::int AS audited`,
    [ids, ids],
  );
  return row;
}

async function mailsOf(house: TestHouse, addresses: readonly string[]): Promise<number> {
  const mails = await house.mails();
  const told = new Set(mails.map(({ to }) => to));
  return addresses.filter((address) => told.has(address)).length;
}

async function eventsOf(house: TestHouse, devices: readonly SyncDevice[], stores: readonly TestStore[]) {
  const [row] = await house.dataSource.query(
    `SELECT count(*)::int AS stored, count(DISTINCT args->>'id')::int AS distinct,
       (SELECT bool_and(head = events) FROM sync_store_log WHERE store_id = ANY($1)) AS whole
     FROM sync_event WHERE store_id = ANY($1)`,
    [stores.map(({ storeId }) => storeId)],
  );
  const written = devices.reduce((sum, device) => sum + device.written, 0);
  return { written, stored: row.stored, gapless: row.whole && row.distinct === row.stored };
}

/** Looks how long nothing was confirmed to anybody. */
class Pace {
  private longest = 0;
  private last = performance.now();
  private seen = 0;
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly devices: readonly SyncDevice[]) {
    this.timer = setInterval(() => this.look(), 10);
  }

  stop(): number {
    clearInterval(this.timer);
    return Math.round(this.longest);
  }

  private look(): void {
    const heads = this.devices.reduce((sum, { head }) => sum + head, 0);
    if (heads === this.seen) return;
    this.longest = Math.max(this.longest, performance.now() - this.last);
    this.last = performance.now();
    this.seen = heads;
  }
}

async function until(done: () => boolean | Promise<boolean>, withinMs: number): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await done())) {
    if (performance.now() > deadline) throw new Error('It did not come to rest.');
    await sleep(50);
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
