import type { TestHouse } from '@purser/kit/testing/house';
import { AccessTokens } from '../../plugins/auth/backend/session/access-tokens.service.js';
import { SyncSockets } from '../../plugins/sync/backend/socket/sync-sockets.service.js';
import { StoreLogs } from '../../plugins/sync/backend/store-log/store-logs.service.js';
import type { StoreMode } from '../../plugins/sync/records.js';
import { aCustomer, anOperator, type TestPerson } from '../support/people.js';
import { aStore, besides, connect, join, syncHouse, type TestStore, ticketOf } from '../support/sync-house.js';
import { SyncSocket, UpgradeRefused } from '../support/sync-socket.js';

const SECOND = 1_000;

describe('who gets a sync socket', () => {
  let house: TestHouse;
  let ada: TestPerson;
  let store: TestStore;
  const sockets: SyncSocket[] = [];

  beforeAll(async () => {
    house = await syncHouse({ connectionsPerUser: 5, ticketsPerMinute: 1_000 });
  });
  afterAll(() => house?.close());
  beforeEach(async () => {
    ada = await aCustomer(house);
    store = await aStore(house, ada);
  });
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.kill();
  });

  const open = async (payload: unknown, storeId = store.storeId): Promise<SyncSocket> => {
    const socket = await SyncSocket.open({ url: house.url, storeId, payload });
    sockets.push(socket);
    return socket;
  };
  /** Status and code of the refusal. */
  const refusal = async (attempt: Promise<unknown>): Promise<[number, unknown]> => {
    const error = await attempt.then(
      () => new Error('it was let in'),
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof UpgradeRefused)) throw error;
    expect(error.body).toEqual({
      code: expect.stringMatching(/^[a-z_]+$/),
      message: expect.stringMatching(/^[A-Z].+\.$/),
      requestId: expect.any(String),
      ...(error.status === 503 ? { retryAfter: expect.any(Number) } : {}),
    });
    expect(error.headers['cache-control']).toBe('no-store');
    if (error.status === 503) expect(error.headers['retry-after']).toBeDefined();
    return [error.status, error.body.code];
  };
  const tickets = (person: TestPerson | null, body: unknown) => {
    const call = house.request().post('/api/sync/tickets');
    return (person ? call.set('Authorization', person.bearer) : call).send(body as object);
  };
  const setMode = (mode: StoreMode) =>
    house.dataSource.transaction((tx) => house.get<StoreLogs>(StoreLogs).setMode(tx, store.storeId, mode));

  describe('a ticket', () => {
    it('tells where to connect, as what, and until when', async () => {
      const answer = await tickets(ada, { workspaceId: store.workspaceId }).expect(200);
      expect(answer.body).toEqual({
        ticket: expect.stringMatching(/^[\w-]{43}$/),
        expiresIn: 60,
        expiresAt: expect.any(String),
        storeId: store.storeId,
        url: `${house.config.publicUrl.replace('http', 'ws')}/sync`,
        readOnly: false,
        restoredHead: null,
      });
      expect(answer.get('cache-control')).toBe('no-store');
      const left = Date.parse(answer.body.expiresAt) - house.clock.now().getTime();
      expect(left).toBeGreaterThan(50 * SECOND);
      expect(left).toBeLessThanOrEqual(60 * SECOND);
    });

    it('is kept as its hash only', async () => {
      const { ticket } = await ticketOf(house, store, ada);
      const rows: object[] = await house.dataSource.query('SELECT * FROM sync_ticket WHERE user_id = $1', [ada.id]);
      expect(rows).toHaveLength(1);
      expect(JSON.stringify(rows.map((row) => Object.values(row).map(String)))).not.toContain(ticket);
    });

    it('opens one socket, of twenty attempts at once exactly one', async () => {
      const { ticket } = await ticketOf(house, store, ada);
      const attempts = await Promise.allSettled(Array.from({ length: 20 }, () => open({ ticket })));
      const refused = attempts.flatMap((attempt) =>
        attempt.status === 'rejected' ? [attempt.reason as UpgradeRefused] : [],
      );
      expect(refused.map(({ status, body }) => [status, body.code])).toEqual(Array(19).fill([401, 'ticket_used']));
    });

    it('is refused once its minute is over', async () => {
      const { ticket } = await ticketOf(house, store, ada);
      house.clock.advance(61 * SECOND);
      expect(await refusal(open({ ticket }))).toEqual([401, 'ticket_expired']);
      house.clock.advance(-61 * SECOND);
    });

    it('opens only the store it is for', async () => {
      const { ticket } = await ticketOf(house, store, ada);
      const other = await aStore(house, ada);
      expect(await refusal(open({ ticket }, other.storeId))).toEqual([403, 'ticket_wrong_store']);
      expect(await refusal(open({ ticket }))).toEqual([401, 'ticket_used']);
    });

    it('is worth nothing when it is made up, or SQL', async () => {
      expect(await refusal(open({ ticket: 'a'.repeat(43) }))).toEqual([401, 'ticket_invalid']);
      expect(await refusal(open({ ticket: "' OR 1=1 --" }))).toEqual([401, 'ticket_invalid']);
    });

    it('is refused when its session or its membership ended before it was used', async () => {
      const [first, second] = [await ticketOf(house, store, ada), await ticketOf(house, store, ada)];
      const bob = await aCustomer(house, 'Bob');
      await join(house, store, bob, 'member');
      const ofBob = await ticketOf(house, store, bob);
      await house.dataSource.query('DELETE FROM workspace_membership WHERE user_id = $1', [bob.id]);
      expect(await refusal(open({ ticket: ofBob.ticket }))).toEqual([403, 'not_a_member']);
      await house.request().post('/api/auth/logout').set('Authorization', ada.bearer).send({ scope: 'all' });
      await house.dataSource.query(
        "UPDATE auth_session SET end_reason = 'ended_by_operator', ended_at = now() WHERE id = $1",
        [ada.sessionId],
      );
      expect(await refusal(open({ ticket: first.ticket }))).toEqual([
        401,
        expect.stringMatching(/^(signed_out|ended_by_operator)/),
      ]);
      expect(await refusal(open({ ticket: second.ticket }))).toEqual([401, expect.any(String)]);
    });

    it('is given to members only, and as what they are', async () => {
      const [bob, eve] = [await aCustomer(house, 'Bob'), await aCustomer(house, 'Eve')];
      await join(house, store, bob, 'viewer');
      expect((await ticketOf(house, store, bob)).readOnly).toBe(true);
      expect((await tickets(eve, { workspaceId: store.workspaceId }).expect(404)).body.code).toBe(
        'workspace_not_found',
      );
      expect((await tickets(null, { workspaceId: store.workspaceId }).expect(401)).body.code).toBe('unauthenticated');
    });

    it.each([
      ['nothing', {}],
      ['no uuid', { workspaceId: "1'; DROP TABLE sync_event; --" }],
      ['more than is asked', { workspaceId: '0193a0e2-0000-7000-8000-000000000001', role: 'owner' }],
      ['a list', []],
    ])('is refused to a body with %s', async (_, body) => {
      expect((await tickets(ada, body).expect(400)).body.code).toBe('invalid_request');
    });

    it('waits until the store is open', async () => {
      await setMode('provisioning');
      const answer = await tickets(ada, { workspaceId: store.workspaceId }).expect(503);
      expect(answer.body).toMatchObject({ code: 'store_not_ready', retryAfter: 1 });
      expect(answer.get('retry-after')).toBe('1');
      await setMode('closed');
      expect((await tickets(ada, { workspaceId: store.workspaceId }).expect(403)).body.code).toBe('store_suspended');
    });
  });

  describe('the access token of a stock client', () => {
    const tokenOf = (person: TestPerson) => person.bearer.replace('Bearer ', '');

    it('opens a socket, encoded once or twice', async () => {
      const socket = await open({ token: tokenOf(ada) });
      expect(await socket.push(0, [{}], null)).toBe('stored');
      // So far it was encoded once; the stock client does it twice.
      const query = new URLSearchParams({
        storeId: store.storeId,
        transport: 'ws',
        payload: encodeURIComponent(JSON.stringify({ token: tokenOf(ada) })),
      });
      const again = await SyncSocket.openUrl(`${house.url}/sync?${query}`, store.storeId);
      sockets.push(again);
      expect(await again.pullFirst()).toMatchObject({ events: [{ seqNum: 1 }] });
    });

    it('is refused when it is of another kind or nobody’s', async () => {
      const operator = await anOperator(house);
      expect(await refusal(open({ token: tokenOf(operator) }))).toEqual([401, 'token_invalid']);
      expect(await refusal(open({ token: 'eyJhbGciOiJub25lIn0.e30.' }))).toEqual([401, 'token_invalid']);
      expect(await refusal(open({ token: 'not a token' }))).toEqual([401, 'token_invalid']);
      const { ticket } = await ticketOf(house, store, ada);
      expect(await refusal(open({ token: ticket }))).toEqual([401, 'token_invalid']);
      expect(await refusal(open({ ticket: tokenOf(ada).slice(0, 200) }))).toEqual([401, 'ticket_invalid']);
    });

    it('shows strangers a store that is there as one that is not', async () => {
      const eve = await aCustomer(house, 'Eve');
      expect(await refusal(open({ token: tokenOf(eve) }))).toEqual([404, 'store_not_found']);
      expect(await refusal(open({ token: tokenOf(eve) }, 'st-nowhere'))).toEqual([404, 'store_not_found']);
    });

    it('may expire while its socket is open: the session is what counts', async () => {
      const socket = await open({ token: tokenOf(ada) });
      house.clock.advance(11 * 60 * SECOND);
      expect(await refusal(open({ token: tokenOf(ada) }))).toEqual([401, 'token_expired']);
      expect(await socket.push(0, [{}], null)).toBe('stored');
      house.clock.advance(-11 * 60 * SECOND);
      const { accessToken } = await house.get<AccessTokens>(AccessTokens).sign('portal', ada.id, ada.sessionId);
      await open({ token: accessToken });
    });

    it.each([
      ['provisioning', 503, 'store_not_ready'],
      ['closed', 403, 'store_suspended'],
    ] as const)('is refused while the store is %s', async (mode, status, code) => {
      await setMode(mode);
      expect(await refusal(open({ token: tokenOf(ada) }))).toEqual([status, code]);
    });
  });

  it('is refused without ticket and token, and with a query that is none', async () => {
    expect(await refusal(open({}))).toEqual([401, 'ticket_required']);
    expect(await refusal(open({ ticket: 'x' }, '../../etc'))).toEqual([400, 'invalid_upgrade']);
    const elsewhere = SyncSocket.openUrl(`${house.url}/elsewhere?storeId=x`, 'x');
    expect(await refusal(elsewhere)).toEqual([404, 'not_found']);
  });

  it('is refused to the console’s page and at the console’s door, where it has one of its own', async () => {
    const apart = { consoleUrl: house.config.publicUrl.replace('localhost', 'console.localhost') };
    const split = await besides(house, {}, undefined, apart);
    try {
      const { ticket } = await ticketOf(house, store, ada);
      const attempt = (origin: string | undefined) =>
        SyncSocket.open({ url: split.url, storeId: store.storeId, payload: { ticket }, origin });
      expect(await refusal(attempt(apart.consoleUrl))).toEqual([403, 'origin_refused']);
      // Nothing was spent by that.
      sockets.push(await attempt('https://app.elsewhere.example'));
    } finally {
      await split.close();
    }
  });

  it('is told to come again while the process stops, not that there is nothing', async () => {
    const stopping = await besides(house);
    try {
      await stopping.get<SyncSockets>(SyncSockets).beforeApplicationShutdown();
      const { ticket } = await ticketOf(house, store, ada);
      const attempt = SyncSocket.open({ url: stopping.url, storeId: store.storeId, payload: { ticket } });
      expect(await refusal(attempt)).toEqual([503, 'sync_busy']);
    } finally {
      await stopping.close();
    }
  });

  it('reads but does not push as a viewer', async () => {
    const bob = await aCustomer(house, 'Bob');
    await join(house, store, bob, 'viewer');
    const owner = await connect(house, store, ada);
    const viewer = await connect(house, store, bob);
    sockets.push(owner, viewer);
    await viewer.pullFirst();
    await owner.push(0, [{}], null);
    await viewer.has(1);
    viewer.sendPush(1, [{}]);
    expect(await viewer.closed).toMatchObject({ code: 4403, reason: 'read_only' });
    expect(await house.get<StoreLogs>(StoreLogs).get(store.storeId)).toMatchObject({ head: 1 });
  });

  it('counts the sockets of one person, however fast they come', async () => {
    const given = await Promise.all(Array.from({ length: 20 }, () => ticketOf(house, store, ada)));
    const opened = await Promise.all(given.map(({ ticket }) => open({ ticket })));
    const firsts = opened.map((socket) => {
      socket.pull();
      return socket
        .until(() => socket.chunks[0])
        .then(
          () => 'open',
          () => socket.closed.then(({ code, reason }) => `${code} ${reason}`),
        );
    });
    const outcomes = await Promise.all(firsts);
    const kept = outcomes.filter((outcome) => outcome === 'open').length;
    expect(kept).toBeLessThanOrEqual(5);
    expect(outcomes.filter((outcome) => outcome !== 'open')).toEqual(
      Array(20 - kept).fill('4429 too_many_connections'),
    );
    for (const socket of opened) socket.kill();
    // They are counted no longer once they are gone.
    await new Promise((resolve) => setTimeout(resolve, 3_500));
    await (await connect(house, store, ada)).pullFirst().then(() => undefined);
  });
});
