import type { TestHouse } from '@purser/kit/testing/house';
import { SyncTickets } from '../../plugins/sync/backend/ticket/tickets.service.js';
import { aCustomer } from '../support/people.js';
import { aStore, connect, syncHouse, ticketOf } from '../support/sync-house.js';
import { SyncSocket } from '../support/sync-socket.js';

describe('what sync tells about itself', () => {
  let house: TestHouse;
  beforeAll(async () => {
    house = await syncHouse();
  });
  afterAll(() => house?.close());

  const metrics = async () => (await house.request().get('/metrics').expect(200)).text;
  const figure = (text: string, line: string) =>
    Number(new RegExp(`^${line.replace(/[{}"]/g, '\\$&')} (\\S+)$`, 'm').exec(text)?.[1]);

  it('counts sockets, pushes, pulls, refusals and closings', async () => {
    const ada = await aCustomer(house);
    const store = await aStore(house, ada);
    const socket = await connect(house, store, ada);
    await socket.pullFirst();
    await socket.push(0, [{}, {}]);
    await socket.push(0);
    await socket.has(2);
    const reader = await connect(house, store, ada);
    await reader.pullFirst();
    await SyncSocket.open({ url: house.url, storeId: store.storeId, payload: { ticket: 'no' } }).catch(() => undefined);
    const open = await metrics();
    expect(figure(open, 'purser_sync_connections')).toBe(2);
    expect(figure(open, 'purser_sync_push_total{result="stored"}')).toBe(1);
    expect(figure(open, 'purser_sync_push_total{result="ahead"}')).toBe(1);
    expect(figure(open, 'purser_sync_pushed_events_total')).toBe(2);
    expect(figure(open, 'purser_sync_pulled_events_total{kind="live"}')).toBe(2);
    expect(figure(open, 'purser_sync_pulled_events_total{kind="history"}')).toBe(2);
    expect(figure(open, 'purser_sync_push_seconds_count')).toBe(2);
    expect(figure(open, 'purser_sync_refused_total{status="401"}')).toBe(1);
    expect(open).not.toContain(store.storeId);
    expect(open).not.toContain(ada.id);

    socket.send('no frame');
    reader.raw.close(1000);
    await Promise.all([socket.closed, reader.closed]);
    const closed = await metrics();
    expect(figure(closed, 'purser_sync_connections')).toBe(0);
    expect(figure(closed, 'purser_sync_closed_total{code="1007"}')).toBe(1);
    expect(figure(closed, 'purser_sync_closed_total{code="1000"}')).toBe(1);
  });

  it('counts the sockets of sessions that ended under their code', async () => {
    const ada = await aCustomer(house);
    const store = await aStore(house, ada);
    const sockets = [await connect(house, store, ada), await connect(house, store, ada)];
    await Promise.all(sockets.map((socket) => socket.pullFirst()));
    await house
      .request()
      .post('/api/auth/logout')
      .set({ 'X-Purser-Client': 'native', Authorization: ada.bearer })
      .send({})
      .expect(204);
    for (const { closed } of sockets) expect(await closed).toMatchObject({ code: 4401, reason: 'signed_out' });
    const text = await metrics();
    expect(figure(text, 'purser_sync_closed_total{code="4401"}')).toBe(2);
    expect(figure(text, 'purser_session_ended_total{reason="signed_out"}')).toBe(1);
  });

  it('is healthy while its log can be reached', async () => {
    const { body } = await house.request().get('/health').expect(200);
    expect(JSON.stringify(body)).toMatch(/sync\.sockets/);
  });

  it('forgets spent and expired tickets after an hour', async () => {
    const ada = await aCustomer(house);
    const store = await aStore(house, ada);
    await ticketOf(house, store, ada);
    house.clock.advance(50 * 60_000);
    const count = async () =>
      (await house.dataSource.query('SELECT count(*)::int AS count FROM sync_ticket WHERE user_id = $1', [ada.id]))[0]
        .count;
    await house.get<SyncTickets>(SyncTickets).prune();
    expect(await count()).toBe(1);
    house.clock.advance(12 * 60_000);
    await house.get<SyncTickets>(SyncTickets).prune();
    expect(await count()).toBe(0);
  });
});
