/** People who sign up at once and work at once, by the public API and the socket alone; the house is two processes. */
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import request from 'supertest';
import { type Agent, browser, PASSWORD } from './customer.js';
import { type HouseProcess, startHouseProcess } from './house-process.js';
import { houseProcessPlugins } from './house-process-plugins.js';
import { readEvents } from './read-events.js';
import { SyncSocket } from './sync-socket.js';

interface Arrival {
  /** From the request for a workspace to its active store, milliseconds. */
  readonly readyMs: number;
  /** To the first push that was stored. */
  readonly firstSyncMs: number;
  /** To that push from the sign-up itself: two passwords are hashed on the way. */
  readonly sinceSignUpMs: number;
}

export interface Crowd {
  readonly stores: { readonly n: number; readonly active: number; readonly logs: number };
  readonly events: { readonly n: number; readonly stores: number };
}

/** Prints how long they waited. Who came before is not measured: what runs for the first time is slow. */
export async function crowd(people: number, before: number): Promise<Crowd> {
  // Makes the database and looks into it; nobody asks it for anything.
  const house = await createTestHouse({ plugins: houseProcessPlugins() });
  const processes: HouseProcess[] = [];
  const start = async (role: 'web' | 'worker', publicUrl?: string) => {
    const started = await startHouseProcess({ databaseUrl: house.databaseUrl, role, publicUrl });
    processes.push(started);
    return started.url;
  };
  try {
    const url = await start('web');
    await start('worker', url);
    const mailbox = new Mailbox(house);
    const come = (count: number, from: number) =>
      Promise.all(Array.from({ length: count }, (_, n) => arrive(mailbox, url, from + n)));
    await come(before, people);
    const arrivals = await come(people, 0);
    const figure = (of: keyof Arrival, share: number) => {
      const sorted = arrivals.map((arrival) => arrival[of]).sort((a, b) => a - b);
      return Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? 0);
    };
    const words = (of: keyof Arrival) => `p50 ${figure(of, 0.5)} ms, p99 ${figure(of, 0.99)} ms`;
    process.stdout.write(
      `${people} at once: ready ${words('readyMs')}; first sync ${words('firstSyncMs')}; since their sign-up ${words('sinceSignUpMs')}\n`,
    );
    const [stores] = await house.dataSource.query(
      `SELECT count(*)::int AS n, count(*) FILTER (WHERE phase = 'active')::int AS active,
         count(DISTINCT backend_id)::int AS logs FROM provisioning_store`,
    );
    const [events] = await house.dataSource.query(
      'SELECT count(*)::int AS n, count(DISTINCT store_id)::int AS stores FROM sync_event',
    );
    return { stores, events };
  } finally {
    await Promise.all(processes.map((each) => each.kill()));
    await house.close();
  }
}

async function arrive(mailbox: Mailbox, url: string, n: number): Promise<Arrival> {
  const email = `person-${n}@example.org`;
  const agent = browser({ request: () => request.agent(url) });
  const came = performance.now();
  await sent(agent, '/api/auth/signup', { email, password: PASSWORD, name: `Person ${n}` });
  await sent(agent, '/api/auth/confirm', { token: await mailbox.confirmationOf(email) });
  const session = await sent(agent, '/api/auth/login', { email, password: PASSWORD });
  const bearer = `Bearer ${session.accessToken}`;
  agent.set('Authorization', bearer);
  const asked = performance.now();
  const { id: workspaceId } = await sent(agent, '/api/workspaces', { name: 'Home' });
  const events = await readEvents(`${url}/api/workspaces/${workspaceId}/store/events`, bearer);
  await events.until(({ data }) => (data as { phase?: string }).phase === 'active', 60_000);
  const readyMs = performance.now() - asked;
  events.close();
  const { storeId, ticket } = await sent(agent, '/api/sync/tickets', { workspaceId });
  const socket = await SyncSocket.open({ url, storeId: String(storeId), payload: { ticket } });
  socket.pull({});
  await socket.until(() => socket.chunks[0]);
  const answer = await socket.push(0, [{ args: { by: n } }], socket.backendId);
  socket.kill();
  if (answer !== 'stored') throw new Error(`The first push of person ${n} was answered ${JSON.stringify(answer)}.`);
  const synced = performance.now();
  return { readyMs, firstSyncMs: synced - asked, sinceSignUpMs: synced - came };
}

/** As the portal does it: who is told that there is too much to do just now comes again when it is said. */
async function sent(agent: Agent, path: string, body: object): Promise<Record<string, unknown>> {
  for (;;) {
    const answer = await agent.post(path).send(body);
    if (answer.status < 300) return answer.body;
    if (answer.status !== 503) throw new Error(`${path} was answered ${answer.status} ${answer.text}`);
    await wait(Number(answer.headers['retry-after']) * 1_000);
  }
}

/** All look into it at once: fifty who asked for their own would weigh on the cores that are measured. */
class Mailbox {
  private looking: Promise<Map<string, string>> | undefined;

  constructor(private readonly house: TestHouse) {}

  async confirmationOf(email: string): Promise<string> {
    for (;;) {
      this.looking ??= this.look();
      const link = (await this.looking).get(email);
      if (link !== undefined) return new URLSearchParams(new URL(link).hash.slice(1)).get('token') ?? '';
    }
  }

  private async look(): Promise<Map<string, string>> {
    await wait(50);
    this.looking = undefined;
    const mails = await this.house.mails();
    const confirmations = mails.filter(({ template }) => template === 'auth.confirm-address');
    return new Map(confirmations.map(({ to, data }) => [to, String(data.link)]));
  }
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
