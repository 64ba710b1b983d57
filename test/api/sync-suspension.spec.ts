/** An operator suspends a workspace: over two processes, every socket closes and none is let in until it is resumed. */
import type { TestHouse } from '@purser/kit/testing/house';
import { aCustomer, anOperator, type TestPerson } from '../support/people.js';
import { aStore, besides, connect, join, syncHouse, type TestStore, ticketOf } from '../support/sync-house.js';
import { SyncSocket } from '../support/sync-socket.js';

const LIMIT_MS = 2_000;

describe('a suspended workspace', () => {
  let one: TestHouse;
  let two: TestHouse;
  let ada: TestPerson;
  let bob: TestPerson;
  let store: TestStore;
  const sockets: SyncSocket[] = [];

  beforeAll(async () => {
    one = await syncHouse();
    two = await besides(one);
    ada = await aCustomer(one);
    bob = await aCustomer(one, 'Bob');
    store = await aStore(one, ada);
    await join(one, store, bob, 'member');
  });
  afterAll(async () => {
    for (const socket of sockets) socket.kill();
    await two?.close();
    await one?.close();
  });

  const open = async (house: TestHouse, person: TestPerson): Promise<SyncSocket> => {
    const socket = await connect(house, store, person);
    sockets.push(socket);
    await socket.pullFirst();
    return socket;
  };

  it('closes every socket of a workspace that is suspended, and lets them in again when it is resumed', async () => {
    const watched = [await open(one, ada), await open(two, bob)];
    const operator = await anOperator(one);
    const act = (verb: string) =>
      one
        .request()
        .post(`/api/console/workspaces/${store.workspaceId}/${verb}`)
        .set('Authorization', operator.bearer)
        .send({ reason: 'not paid' })
        .expect(200);
    const { ticket } = await ticketOf(one, store, bob);
    const began = performance.now();
    await act('suspend');
    const closed = await Promise.all(watched.map((socket) => socket.closed));
    expect(performance.now() - began).toBeLessThan(LIMIT_MS);
    expect(closed.map(({ code, reason }) => `${code} ${reason}`)).toEqual([
      '4409 store_suspended',
      '4409 store_suspended',
    ]);
    const refused = await SyncSocket.open({ url: two.url, storeId: store.storeId, payload: { ticket } }).catch(String);
    expect(refused).toMatch(/403/);
    const answer = await one
      .request()
      .post('/api/sync/tickets')
      .set('Authorization', bob.bearer)
      .send({ workspaceId: store.workspaceId })
      .expect(403);
    expect(answer.body.code).toBe('store_suspended');
    await act('resume');
    expect(await (await open(two, bob)).push(0)).toBe('stored');
  });
});
