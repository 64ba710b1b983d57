import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { provisioning } from '../../plugins/provisioning/backend/provisioning.plugin.js';
import { sync } from '../../plugins/sync/backend/sync.plugin.js';
import { workspace } from '../../plugins/workspace/backend/workspace.plugin.js';
import { authForTests, browser, PASSWORD } from '../support/customer.js';
import { readEvents } from '../support/read-events.js';
import { SyncSocket } from '../support/sync-socket.js';

const PEOPLE = 50;

interface Arrival {
  readonly readyMs: number;
  readonly firstSyncMs: number;
}

describe(`${PEOPLE} people who come at once`, () => {
  let house: TestHouse;

  beforeAll(async () => {
    house = await createTestHouse({
      plugins: [authForTests(), workspace(), sync(), provisioning()],
      role: 'all',
    });
  });
  afterAll(() => house?.close());

  const confirmationOf = async (email: string): Promise<string> => {
    for (;;) {
      const mail = (await house.mails(email)).find(({ template }) => template === 'auth.confirm-address');
      if (mail) return new URLSearchParams(new URL(String(mail.data.link)).hash.slice(1)).get('token') ?? '';
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };

  const arrive = async (n: number): Promise<Arrival> => {
    const email = `person-${n}@example.org`;
    const agent = browser(house);
    await agent
      .post('/api/auth/signup')
      .send({ email, password: PASSWORD, name: `Person ${n}` })
      .expect(202);
    await agent
      .post('/api/auth/confirm')
      .send({ token: await confirmationOf(email) })
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
    const { body: ticket } = await agent
      .post('/api/sync/tickets')
      .set('Authorization', bearer)
      .send({ workspaceId })
      .expect(200);
    const socket = await SyncSocket.open({
      url: house.url,
      storeId: ticket.storeId,
      payload: { ticket: ticket.ticket },
    });
    socket.pull({});
    await socket.until(() => socket.chunks[0]);
    expect(await socket.push(0, [{ args: { by: n } }], socket.backendId)).toBe('stored');
    socket.kill();
    return { readyMs, firstSyncMs: performance.now() - asked };
  };

  it('each has a workspace whose store works, and has pushed to it', async () => {
    const arrivals = await Promise.all(Array.from({ length: PEOPLE }, (_, n) => arrive(n)));
    const sorted = (of: (arrival: Arrival) => number) => arrivals.map(of).sort((a, b) => a - b);
    const ready = sorted(({ readyMs }) => readyMs);
    const synced = sorted(({ firstSyncMs }) => firstSyncMs);
    const at = (figures: number[], share: number) => Math.round(figures[Math.ceil(share * figures.length) - 1] ?? 0);
    process.stdout.write(
      `${PEOPLE} at once: ready p50 ${at(ready, 0.5)} ms, p99 ${at(ready, 0.99)} ms; first sync p50 ${at(synced, 0.5)} ms, p99 ${at(synced, 0.99)} ms\n`,
    );
    const [stores] = await house.dataSource.query(
      `SELECT count(*)::int AS n, count(*) FILTER (WHERE phase = 'active')::int AS active,
         count(DISTINCT backend_id)::int AS logs FROM provisioning_store`,
    );
    expect(stores).toEqual({ n: PEOPLE, active: PEOPLE, logs: PEOPLE });
    const [events] = await house.dataSource.query(
      'SELECT count(*)::int AS n, count(DISTINCT store_id)::int AS stores FROM sync_event',
    );
    expect(events).toEqual({ n: PEOPLE, stores: PEOPLE });
  });
});
