/** People who sign up at once and work at once, by the public API and the socket alone. */
import type { TestHouse } from '@purser/kit/testing/house';
import { browser, PASSWORD } from './customer.js';
import { readEvents } from './read-events.js';
import { SyncSocket } from './sync-socket.js';

interface Arrival {
  /** From the request for a workspace to its active store, milliseconds. */
  readonly readyMs: number;
  /** To the first push that was stored. */
  readonly firstSyncMs: number;
}

export interface Crowd {
  readonly stores: { readonly n: number; readonly active: number; readonly logs: number };
  readonly events: { readonly n: number; readonly stores: number };
}

/** Prints how long they waited. */
export async function crowd(house: TestHouse, people: number): Promise<Crowd> {
  const arrivals = await Promise.all(Array.from({ length: people }, (_, n) => arrive(house, n)));
  const figure = (of: keyof Arrival, share: number) => {
    const sorted = arrivals.map((arrival) => arrival[of]).sort((a, b) => a - b);
    return Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? 0);
  };
  const words = (of: keyof Arrival) => `p50 ${figure(of, 0.5)} ms, p99 ${figure(of, 0.99)} ms`;
  process.stdout.write(`${people} at once: ready ${words('readyMs')}; first sync ${words('firstSyncMs')}\n`);
  const [stores] = await house.dataSource.query(
    `SELECT count(*)::int AS n, count(*) FILTER (WHERE phase = 'active')::int AS active,
       count(DISTINCT backend_id)::int AS logs FROM provisioning_store`,
  );
  const [events] = await house.dataSource.query(
    'SELECT count(*)::int AS n, count(DISTINCT store_id)::int AS stores FROM sync_event',
  );
  return { stores, events };
}

async function arrive(house: TestHouse, n: number): Promise<Arrival> {
  const email = `person-${n}@example.org`;
  const agent = browser(house);
  await agent
    .post('/api/auth/signup')
    .send({ email, password: PASSWORD, name: `Person ${n}` })
    .expect(202);
  await agent
    .post('/api/auth/confirm')
    .send({ token: await confirmationOf(house, email) })
    .expect(200);
  const { body: session } = await agent.post('/api/auth/login').send({ email, password: PASSWORD }).expect(200);
  const bearer = `Bearer ${session.accessToken}`;
  const asked = performance.now();
  const made = await agent.post('/api/workspaces').set('Authorization', bearer).send({ name: 'Home' }).expect(201);
  const workspaceId: string = made.body.id;
  const events = await readEvents(`${house.url}/api/workspaces/${workspaceId}/store/events`, bearer);
  await events.until(({ data }) => (data as { phase?: string }).phase === 'active', 60_000);
  const readyMs = performance.now() - asked;
  events.close();
  const { body } = await agent.post('/api/sync/tickets').set('Authorization', bearer).send({ workspaceId }).expect(200);
  const { storeId, ticket } = body as { storeId: string; ticket: string };
  const socket = await SyncSocket.open({ url: house.url, storeId, payload: { ticket } });
  socket.pull({});
  await socket.until(() => socket.chunks[0]);
  const answer = await socket.push(0, [{ args: { by: n } }], socket.backendId);
  socket.kill();
  if (answer !== 'stored') throw new Error(`The first push of person ${n} was answered ${JSON.stringify(answer)}.`);
  return { readyMs, firstSyncMs: performance.now() - asked };
}

async function confirmationOf(house: TestHouse, email: string): Promise<string> {
  for (;;) {
    const mail = (await house.mails(email)).find(({ template }) => template === 'auth.confirm-address');
    if (mail) return new URLSearchParams(new URL(String(mail.data.link)).hash.slice(1)).get('token') ?? '';
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
