/** Two processes over one database: what happens at one is seen at the other, and what is over ends at both. */

import { Events } from '@purser/kit/backend/events';
import type { TestHouse } from '@purser/kit/testing/house';
import { SessionGate } from '../../plugins/auth/backend/session/session-gate.service.js';
import { StoreLogs } from '../../plugins/sync/backend/store-log/store-logs.service.js';
import { workspaceDeleted } from '../../plugins/workspace/backend/events.js';
import { Memberships } from '../../plugins/workspace/backend/membership/memberships.service.js';
import type { Role } from '../../plugins/workspace/records.js';
import { aCustomer, anOperator, type TestPerson } from '../support/people.js';
import { aStore, besides, connect, join, syncHouse, type TestStore, ticketOf } from '../support/sync-house.js';
import { SyncSocket } from '../support/sync-socket.js';

const LIMIT_MS = 2_000;

describe('sync over two processes', () => {
  let one: TestHouse;
  let two: TestHouse;
  let ada: TestPerson;
  let bob: TestPerson;
  let store: TestStore;
  const sockets: SyncSocket[] = [];

  beforeAll(async () => {
    one = await syncHouse();
    two = await besides(one);
  });
  afterAll(async () => {
    await two?.close();
    await one?.close();
  });
  beforeEach(async () => {
    ada = await aCustomer(one);
    bob = await aCustomer(one, 'Bob');
    store = await aStore(one, ada);
    await join(one, store, bob, 'member');
  });
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.kill();
  });

  const open = async (house: TestHouse, person: TestPerson, to = store): Promise<SyncSocket> => {
    const socket = await connect(house, to, person);
    sockets.push(socket);
    await socket.pullFirst();
    return socket;
  };
  /** Ends something, and tells how the sockets closed and how long it took. */
  const closings = async (ending: () => Promise<unknown>, watched: readonly SyncSocket[]) => {
    const began = performance.now();
    await ending();
    const closed = await Promise.all(watched.map((socket) => socket.closed));
    expect(performance.now() - began).toBeLessThan(LIMIT_MS);
    return closed.map(({ code, reason }) => `${code} ${reason}`);
  };
  const changeRole = (to: Role) =>
    one.dataSource.transaction((tx) =>
      one
        .get<Memberships>(Memberships)
        .changeRole(tx, { workspaceId: store.workspaceId, userId: bob.id, to }, { by: 'system' }),
    );

  it('brings a push at one live to a device at the other', async () => {
    const [here, there] = [await open(one, ada), await open(two, bob)];
    const began = performance.now();
    expect(await here.push(0, [{}, {}])).toBe('stored');
    await there.has(2, LIMIT_MS);
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(await there.push(2)).toBe('stored');
    await here.has(3, LIMIT_MS);
    expect(here.seqs).toEqual([1, 2, 3]);
    expect(there.seqs).toEqual([1, 2, 3]);
  });

  it('keeps one order when both push at once, and everyone ends up with it', async () => {
    const [here, there] = [await open(one, ada), await open(two, bob)];
    const write = async (socket: SyncSocket, name: string) => {
      for (let written = 0; written < 25; ) {
        const parent = socket.seqs.at(-1) ?? 0;
        const answer = await socket.push(parent, [{ name }]);
        if (answer === 'stored') written += 1;
        const head =
          typeof answer === 'string'
            ? parent + 1
            : Number((answer as { minimumExpectedNum: number }).minimumExpectedNum);
        await socket.has(head);
      }
    };
    await Promise.all([write(here, 'a'), write(there, 'b')]);
    await Promise.all([here.has(50), there.has(50)]);
    const names = (socket: SyncSocket) =>
      socket.chunks.flatMap((chunk) => chunk.events.map((event) => `${event.seqNum}${event.name}`));
    expect(names(here)).toEqual(names(there));
    expect(here.seqs).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
  });

  it('closes both sockets of a person who signs out, with the reason', async () => {
    const watched = [await open(one, bob), await open(two, bob)];
    const bystander = await open(two, ada);
    const operator = await anOperator(one);
    const end = () =>
      one
        .request()
        .post(`/api/console/sessions/${bob.sessionId}/end`)
        .set('Authorization', operator.bearer)
        .send({ reason: 'asked for by phone' })
        .expect(({ status }) => {
          if (status >= 300) throw new Error(`the console said ${status}`);
        });
    expect(await closings(end, watched)).toEqual(['4401 ended_by_operator', '4401 ended_by_operator']);
    expect(await bystander.push(0)).toBe('stored');
    expect(await one.get<SessionGate>(SessionGate).reasonEnded(bob.sessionId)).toBe('ended_by_operator');
  });

  it('closes both sockets of a member who is removed', async () => {
    const watched = [await open(one, bob), await open(two, bob)];
    const remove = () =>
      two.dataSource.transaction((tx) =>
        two
          .get<Memberships>(Memberships)
          .remove(tx, { workspaceId: store.workspaceId, userId: bob.id }, { by: 'system' }),
      );
    expect(await closings(remove, watched)).toEqual(['4403 removed', '4403 removed']);
  });

  it('leaves the person’s sockets in other workspaces alone', async () => {
    const other = await aStore(one, bob);
    const elsewhere = await open(two, bob, other);
    const watched = [await open(two, bob)];
    const remove = () =>
      one.dataSource.transaction((tx) =>
        one
          .get<Memberships>(Memberships)
          .remove(tx, { workspaceId: store.workspaceId, userId: bob.id }, { by: 'system' }),
      );
    expect(await closings(remove, watched)).toEqual(['4403 removed']);
    expect(await elsewhere.push(0)).toBe('stored');
  });

  it('stores nothing from the moment the removal is committed, even before the socket has closed', async () => {
    const socket = await open(one, bob);
    // The mark alone, as if the signal were lost and the sweep not yet due.
    await one.dataSource.query(
      "UPDATE sync_connection SET ended_code = 4403, ended_reason = 'removed' WHERE user_id = $1",
      [bob.id],
    );
    socket.sendPush(0, [{}]);
    expect(await socket.closed).toMatchObject({ code: 4403, reason: 'removed' });
    expect(await one.get<StoreLogs>(StoreLogs).get(store.storeId)).toMatchObject({ head: 0 });
  });

  it('closes by itself when the signal was lost', async () => {
    const watched = [await open(one, bob), await open(two, bob)];
    const mark = () =>
      one.dataSource.query(
        "UPDATE sync_connection SET ended_code = 4401, ended_reason = 'signed_out' WHERE session_id = $1",
        [bob.sessionId],
      );
    expect(await closings(mark, watched)).toEqual(['4401 signed_out', '4401 signed_out']);
  });

  it('undoes nothing when the transaction that would have ended it is rolled back', async () => {
    const socket = await open(two, bob);
    const failing = one.dataSource.transaction(async (tx) => {
      await one
        .get<Memberships>(Memberships)
        .remove(tx, { workspaceId: store.workspaceId, userId: bob.id }, { by: 'system' });
      throw new Error('on second thoughts');
    });
    await expect(failing).rejects.toThrow('on second thoughts');
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(await socket.push(0)).toBe('stored');
  });

  it('closes when the role becomes one that reads only, and back', async () => {
    const watched = [await open(one, bob), await open(two, bob)];
    expect(await closings(() => changeRole('viewer'), watched)).toEqual(['4403 role_changed', '4403 role_changed']);
    expect((await ticketOf(one, store, bob)).readOnly).toBe(true);
    const reading = await open(two, bob);
    expect(await closings(() => changeRole('admin'), [reading])).toEqual(['4403 role_changed']);
  });

  it.each([
    ['viewer', 'member'],
    ['member', 'viewer'],
  ] as const)('sends for another ticket when one of a %s is used by who is a %s by now', async (was, is) => {
    await changeRole(was);
    const { ticket } = await ticketOf(one, store, bob);
    await changeRole(is);
    const socket = await SyncSocket.open({ url: two.url, storeId: store.storeId, payload: { ticket } });
    sockets.push(socket);
    expect(await socket.closed).toMatchObject({ code: 4403, reason: 'role_changed' });
    const next = await open(two, bob);
    next.sendPush(0, [{}]);
    if (is === 'viewer') expect(await next.closed).toMatchObject({ reason: 'read_only' });
    else await next.has(1);
  });

  it('stays open when the role changes between those that write', async () => {
    const socket = await open(two, bob);
    await changeRole('admin');
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(await socket.push(0)).toBe('stored');
    const rows = await one.dataSource.query('SELECT role FROM sync_connection WHERE user_id = $1', [bob.id]);
    expect(rows).toEqual([{ role: 'admin' }]);
  });

  it('closes everybody’s sockets when the workspace is deleted or its store is closed', async () => {
    const all = [await open(one, ada), await open(two, bob)];
    const remove = () =>
      one.dataSource.transaction((tx) =>
        one.get<Events>(Events).publish(tx, workspaceDeleted, { workspaceId: store.workspaceId }),
      );
    expect(await closings(remove, all)).toEqual(['4404 workspace_deleted', '4404 workspace_deleted']);
    const again = [await open(one, ada), await open(two, bob)];
    const close = () =>
      two.dataSource.transaction((tx) => two.get<StoreLogs>(StoreLogs).setMode(tx, store.storeId, 'closed'));
    expect(await closings(close, again)).toEqual(['4409 store_suspended', '4409 store_suspended']);
  });

  it('answers reads and refuses pushes while a store is read-only', async () => {
    const socket = await open(two, bob);
    await one.dataSource.transaction((tx) => one.get<StoreLogs>(StoreLogs).setMode(tx, store.storeId, 'read_only'));
    expect(await socket.pullFirst()).toMatchObject({ events: [] });
    socket.sendPush(0, [{}]);
    expect(await socket.closed).toMatchObject({ code: 4409, reason: 'store_read_only' });
  });

  it('closes the sockets of a session that has reached its age, without anybody saying so', async () => {
    const quick = await besides(one, { recheckSeconds: 1 });
    const socket = await open(quick, bob);
    await one.dataSource.query('UPDATE auth_session SET expires_at = $2, idle_expires_at = $2 WHERE id = $1', [
      bob.sessionId,
      new Date(one.clock.now().getTime() - 1_000),
    ]);
    expect(await socket.closed).toMatchObject({
      code: 4401,
      reason: expect.stringMatching(/^session_(idle|expired)$/),
    });
    await quick.close();
  });

  it('sends its clients away with 1012 when a process stops, and takes back what it said of them', async () => {
    const third = await besides(one);
    const [reader, pusher] = [await open(third, ada), await open(third, bob)];
    const stored = Array.from({ length: 8 }, (_, index) => pusher.sendPush(index, [{}]));
    await pusher.exitOf(stored[0] ?? '');
    await third.close();
    expect(await reader.closed).toMatchObject({ code: 1012, reason: 'restarting' });
    expect(await pusher.closed).toMatchObject({ code: 1012, reason: 'restarting' });
    expect(
      await one.dataSource.query('SELECT id FROM sync_connection WHERE user_id = ANY($1)', [[ada.id, bob.id]]),
    ).toEqual([]);
    // Nothing that was answered is lost.
    const acked = pusher.frames.filter((frame) => frame.includes('"Success"')).length;
    expect((await one.get<StoreLogs>(StoreLogs).get(store.storeId))?.head).toBeGreaterThanOrEqual(acked);
  });

  it('shows every live connection of all processes to operators, who can end one', async () => {
    const [here, there] = [await open(one, ada), await open(two, bob)];
    await here.push(0, [{}]);
    await there.has(1);
    const operator = await anOperator(one);
    const list = (query = '') =>
      one.request().get(`/api/console/connections${query}`).set('Authorization', operator.bearer);
    const inWorkspace = `?filter=${encodeURIComponent(JSON.stringify({ workspaceId: store.workspaceId }))}`;
    const { body } = await list(inWorkspace).expect(200);
    expect(body).toHaveLength(2);
    expect(new Set(body.map((row: { processId: string }) => row.processId)).size).toBe(2);
    const ofBob = body.find((row: { userId: string }) => row.userId === bob.id);
    expect(ofBob).toMatchObject({
      storeId: store.storeId,
      email: bob.email,
      name: 'Bob',
      role: 'member',
      readOnly: false,
      kind: 'session',
      sessionId: bob.sessionId,
      connectedAt: expect.any(String),
    });
    // Heads come with the heartbeat.
    await new Promise((resolve) => setTimeout(resolve, 3_500));
    const later = (await list(inWorkspace)).body.find((row: { id: string }) => row.id === ofBob.id);
    expect(later).toMatchObject({ headSent: 1, headAcked: 1, lag: 0 });

    const end = (body: object) =>
      one.request().post(`/api/console/connections/${ofBob.id}/end`).set('Authorization', operator.bearer).send(body);
    expect((await end({})).body.code).toBe('invalid_request');
    expect(await closings(() => end({ reason: 'stuck device' }).expect(200), [there])).toEqual([
      '1012 ended_by_operator',
    ]);
    const trail = await one.dataSource.query(
      "SELECT entry::json ->> 'reason' AS reason, subject_id FROM house_audit WHERE what = 'sync.connection-ended'",
    );
    expect(trail).toEqual([{ reason: 'stuck device', subject_id: ofBob.id }]);
    expect(await here.push(1)).toBe('stored');
  });
});
