/** A database that fails over under two web processes and a worker, while devices push and people use the API. */
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { Workspaces } from '../../plugins/workspace/backend/workspace/workspaces.service.js';
import { type HouseProcess, startHouseProcess } from './house-process.js';
import { houseProcessPlugins } from './house-process-plugins.js';
import { aCustomer, type TestPerson } from './people.js';
import { PostgresPair } from './postgres-pair.js';
import { SyncDevice } from './sync-device.js';
import { join } from './sync-house.js';
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
  readonly kept: {
    readonly workspaces: number;
    readonly audited: number;
    /** Those whose store came up. */
    readonly active: number;
    readonly mails: number;
  };
  readonly events: { readonly written: number; readonly stored: number; readonly gapless: boolean };
  /** Longest time in which no device had an event confirmed, milliseconds. */
  readonly longestPauseMs: number;
}

const EVERY_MS = 60;
const STORES = 4;
const PATIENCE_MS = 120_000;

export async function failOver({ devices: count, spanMs }: Failover): Promise<Outcome> {
  const pair = await PostgresPair.open(prepared);
  const processes: HouseProcess[] = [];
  let house: TestHouse | undefined;
  try {
    // Prepares and looks; what is put to the test are processes of their own.
    house = await createTestHouse({ plugins: houseProcessPlugins(), databaseUrl: pair.url });
    const publicUrl = house.url;
    const start = async (role: 'web' | 'worker') => {
      const started = await startHouseProcess({ databaseUrl: pair.url, publicUrl, role });
      processes.push(started);
      return started.url;
    };
    const webs = await Promise.all([start('web'), start('web')]);
    await start('worker');
    const ada = await aCustomer(house);
    const stores = await Promise.all(Array.from({ length: STORES }, () => aStore(house as TestHouse, ada)));
    const people: TestPerson[] = [];
    for (let n = 0; n < count; n += 1) {
      const person = await aCustomer(house, `Device${n}`);
      people.push(person);
      await join(house, stores[n % STORES] as Store, person, 'member');
    }
    let turns = 0;
    const next = () => webs[turns++ % 2] as string;
    const devices = people.map(
      (person, n) =>
        new SyncDevice(
          `d${n}`,
          () => socketOf(next(), stores[n % STORES] as Store, person),
          () => 5,
        ),
    );
    const pace = new Pace(devices);
    const acknowledged = { workspaces: [] as string[], signUps: [] as string[] };
    const end = performance.now() + spanMs;
    const uses = Promise.all([
      whileUntil(end, async (n) => {
        const answer = await post(next(), '/api/workspaces', { name: `W ${n}` }, ada);
        if (answer.status === 201) acknowledged.workspaces.push(String(answer.body.id));
        return answer;
      }),
      whileUntil(end, async (n) => {
        const email = `late-${n}@example.org`;
        const body = { email, password: 'quietly tall marmots 92', name: 'Late' };
        const answer = await post(next(), '/api/auth/signup', body);
        if (answer.status === 202) acknowledged.signUps.push(email);
        return answer;
      }),
      whileUntil(end, async () => {
        for (const device of devices) device.write(1);
        return undefined;
      }),
    ]);
    await sleep(spanMs / 3);
    await pair.killPrimary();
    await sleep(300);
    await pair.promote();
    const refused = (await uses).flat().map(({ status, body }) => {
      const why = processes.flatMap((each) => each.lineWith(String(body.requestId)) ?? []);
      return `answered ${status}: ${why.join(' ') || JSON.stringify(body)}`;
    });
    await until(() => devices.every((device) => device.waiting === 0 || device.fault), PATIENCE_MS);
    const longestPauseMs = pace.stop();
    await until(
      async () => {
        const { active, mails } = await kept(house as TestHouse, acknowledged);
        return active === acknowledged.workspaces.length && mails === acknowledged.signUps.length;
      },
      PATIENCE_MS,
      () => unfinished(house as TestHouse),
    );
    await Promise.all(devices.map((device) => device.stop()));
    return {
      faults: [...refused, ...devices.flatMap((device) => device.fault ?? [])],
      acknowledged: { workspaces: acknowledged.workspaces.length, signUps: acknowledged.signUps.length },
      kept: await kept(house, acknowledged),
      events: await eventsOf(house, devices, stores),
      longestPauseMs,
    };
  } finally {
    await Promise.all(processes.map((each) => each.kill()));
    await house?.close();
    await pair.close();
  }
}

interface Store {
  readonly workspaceId: string;
  readonly storeId: string;
}

/** Of a new workspace, brought up by the worker. */
async function aStore(house: TestHouse, owner: TestPerson): Promise<Store> {
  const workspaceId = await house.dataSource.transaction((tx) =>
    house.get<Workspaces>(Workspaces).create(tx, { name: `S ${Math.random()}`, ownerId: owner.id, by: 'system' }),
  );
  const active = `SELECT id FROM provisioning_store WHERE workspace_id = $1 AND phase = 'active'`;
  let storeId: string | undefined;
  await until(async () => {
    storeId = (await house.dataSource.query(active, [workspaceId]))[0]?.id;
    return storeId !== undefined;
  }, PATIENCE_MS);
  return { workspaceId, storeId: storeId as string };
}

async function prepared(serverUrl: string): Promise<string> {
  const before = process.env.PURSER_TEST_DATABASE_URL;
  process.env.PURSER_TEST_DATABASE_URL = serverUrl;
  try {
    const house = await createTestHouse({ plugins: houseProcessPlugins() });
    const { databaseUrl } = house;
    await house.app.close();
    return databaseUrl;
  } finally {
    process.env.PURSER_TEST_DATABASE_URL = before;
  }
}

/** With what is read of the answers to a new workspace and a ticket, and of a refusal. */
interface Answer {
  readonly status: number;
  readonly body: { readonly id?: string; readonly ticket?: string; readonly requestId?: string };
}

/** As a client does it: turned away for a while it comes again; anything else is a fault of the server. */
async function socketOf(url: string, store: Store, person: TestPerson): Promise<SyncSocket> {
  const { status, body } = await post(url, '/api/sync/tickets', { workspaceId: store.workspaceId }, person);
  if (status === 503) throw new Error('closed: the database fails over');
  if (status !== 200) throw new Error(`A ticket was answered ${status} ${JSON.stringify(body)}`);
  return await SyncSocket.open({ url, storeId: store.storeId, payload: { ticket: body.ticket } });
}

async function post(url: string, path: string, body: object, as?: TestPerson): Promise<Answer> {
  const headers = { 'content-type': 'application/json', ...(as ? { authorization: as.bearer } : {}) };
  const answer = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: answer.status, body: (await answer.json()) as Answer['body'] };
}

/** Answers those that are neither done nor "try again". */
async function whileUntil(end: number, act: (n: number) => Promise<Answer | undefined>): Promise<Answer[]> {
  const faults: Answer[] = [];
  for (let n = 0; performance.now() < end; n += 1) {
    const answer = await act(n);
    if (answer && ![201, 202, 503].includes(answer.status)) faults.push(answer);
    await sleep(EVERY_MS);
  }
  return faults;
}

async function kept(
  house: TestHouse,
  { workspaces, signUps }: { workspaces: readonly string[]; signUps: readonly string[] },
): Promise<Outcome['kept']> {
  const [row] = await house.dataSource.query(
    `SELECT (SELECT count(*) FROM workspace WHERE id = ANY($1))::int AS workspaces,
       (SELECT count(*) FROM house_audit WHERE what = 'workspace.created' AND subject_id = ANY($2))::int AS audited,
       (SELECT count(*) FROM provisioning_store WHERE workspace_id = ANY($1) AND phase = 'active')::int AS active`,
    [workspaces, workspaces],
  );
  const told = new Set((await house.mails()).map(({ to }) => to));
  return { ...row, mails: signUps.filter((address) => told.has(address)).length };
}

/** What stands in the way of rest. */
async function unfinished(house: TestHouse): Promise<string> {
  const jobs = await house.dataSource.query(
    `SELECT task_identifier, locked_by IS NOT NULL AS locked, attempts, last_error, count(*)::int AS n,
       max(run_at - now())::text AS due FROM graphile_worker.jobs GROUP BY 1, 2, 3, 4`,
  );
  const stores = await house.dataSource.query(
    `SELECT phase, error, lease_until - clock_timestamp() AS lease, count(*)::int AS n FROM provisioning_store GROUP BY 1, 2, 3`,
  );
  return JSON.stringify({ jobs, stores });
}

async function eventsOf(house: TestHouse, devices: readonly SyncDevice[], stores: readonly Store[]) {
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

async function until(
  done: () => boolean | Promise<boolean>,
  withinMs: number,
  why: () => Promise<string> = async () => '',
): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await done())) {
    if (performance.now() > deadline) throw new Error(`It did not come to rest. ${await why()}`);
    await sleep(50);
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
