/** Forged and misplaced tokens, over HTTP and at the sync socket: each is refused with its code, and signs nobody in. */
import type { TestHouse } from '@purser/kit/testing/house';
import { browser, confirmed, cookieIn, PASSWORD, type SignedIn, signIn } from '../support/customer.js';
import { createForge, part } from '../support/forged-tokens.js';
import { anOperator, type TestPerson } from '../support/people.js';
import { aStore, syncHouse, type TestStore, ticketOf } from '../support/sync-house.js';
import { SyncSocket, UpgradeRefused } from '../support/sync-socket.js';

describe('a token that is not what it should be', () => {
  let house: TestHouse;
  let ada: SignedIn;
  let olga: TestPerson;
  let store: TestStore;
  let forging: Awaited<ReturnType<typeof createForge>>;

  beforeAll(async () => {
    house = await syncHouse({ ticketsPerMinute: 1_000, connectionsPerUser: 1_000 });
    ada = await signIn(house, await confirmed(house));
    olga = await anOperator(house);
    store = await aStore(house, { ...ada, id: ada.userId, name: 'Ada' });
    forging = await createForge(house, ada);
  });
  afterAll(() => house?.close());

  const overHttp = async (token: string, path = '/api/auth/me') => {
    const { status, body } = await house.request().get(path).set('Authorization', `Bearer ${token}`);
    return [status, body.code];
  };
  const atSync = async (payload: unknown) => {
    const attempt = SyncSocket.open({ url: house.url, storeId: store.storeId, payload });
    const outcome = await attempt.catch((error: unknown) => error);
    if (outcome instanceof UpgradeRefused) return [outcome.status, outcome.body.code];
    if (!(outcome instanceof SyncSocket)) throw outcome;
    outcome.kill();
    return 'let in';
  };
  const accessOf = (person: { bearer: string }) => person.bearer.slice('Bearer '.length);
  const refreshOf = async () =>
    cookieIn(await browser(house).post('/api/auth/login').send({ email: ada.email, password: PASSWORD }).expect(200));
  const ticket = async () => (await ticketOf(house, store, { ...ada, id: ada.userId, name: 'Ada' })).ticket;

  it('can be made by this forge in every other way rightly, so that refusals mean something', async () => {
    expect(await overHttp(forging.forge({}))).toEqual([200, undefined]);
    expect(await atSync({ token: forging.forge({}) })).toBe('let in');
    expect(await atSync({ ticket: await ticket() })).toBe('let in');
  });

  it('is refused over HTTP with its code', async () => {
    const refused: Record<string, unknown> = {};
    const expected: Record<string, unknown> = {};
    for (const [name, [token, code]] of Object.entries(forging.forged())) {
      refused[name] = await overHttp(token);
      expected[name] = [401, code];
    }
    expect(refused).toEqual(expected);
    expect(Object.keys(refused).length).toBeGreaterThan(50);
  });

  it('is refused at sync in the payload of a stock client, with the same code', async () => {
    const refused: Record<string, unknown> = {};
    const expected: Record<string, unknown> = {};
    for (const [name, [token, code]] of Object.entries(forging.forged())) {
      refused[name] = await atSync({ token });
      expected[name] = [401, code];
    }
    expect(refused).toEqual(expected);
  });

  it('is refused at sync in the place of a ticket, the good one too', async () => {
    const tokens = [...Object.values(forging.forged()).map(([token]) => token), accessOf(ada), accessOf(olga)];
    for (const token of tokens) {
      // What is longer than any ticket is not even looked up.
      expect(await atSync({ ticket: token })).toEqual([401, token.length > 200 ? 'ticket_required' : 'ticket_invalid']);
    }
    expect(await atSync({ ticket: await refreshOf() })).toEqual([401, 'ticket_invalid']);
  });

  it('of another kind is none: tickets, refresh tokens and tokens of the other audience', async () => {
    const misplaced: [string, string][] = [
      ['a ticket', await ticket()],
      ['a refresh token', await refreshOf()],
      ['a device token', Buffer.alloc(32, 1).toString('base64url')],
    ];
    for (const [, token] of misplaced) {
      expect(await overHttp(token)).toEqual([401, 'token_invalid']);
      expect(await overHttp(token, '/api/console/me')).toEqual([401, 'token_invalid']);
      expect(await atSync({ token })).toEqual([401, 'token_invalid']);
    }
    expect(await atSync({ token: accessOf(olga) })).toEqual([401, 'token_invalid']);
    for (const path of ['/api/auth/me', '/api/auth/sessions', '/api/auth/events', '/api/workspaces']) {
      expect(await overHttp(accessOf(olga), path)).toEqual([401, 'unauthenticated']);
    }
    for (const path of ['/api/console/me', '/api/console/users', '/api/console/session/events']) {
      expect(await overHttp(accessOf(ada), path)).toEqual([401, 'unauthenticated']);
    }
    // A customer’s session named as an operator’s, and the reverse, signed with the house’s own key.
    const asOperator = forging.forge({ claims: { aud: 'console' } });
    expect(await overHttp(asOperator, '/api/console/me')).toEqual([401, 'session_expired']);
    const asCustomer = forging.forge({ claims: { sub: olga.id, sid: olga.sessionId } });
    expect(await overHttp(asCustomer)).toEqual([401, 'session_expired']);
    expect(await atSync({ token: asCustomer })).toEqual([401, 'session_expired']);
  });

  it('that is huge costs an answer and nothing else', async () => {
    const huge = `${part({ alg: 'ES256', typ: 'at+jwt', kid: 'x', pad: 'a'.repeat(3_000) })}.${'e'.repeat(900)}.AAAA`;
    expect(await overHttp(huge)).toEqual([401, 'token_invalid']);
    expect(await atSync({ token: huge.slice(0, 4_096) })).toEqual([401, 'token_invalid']);
    expect(await atSync({ token: 'a'.repeat(5_000) })).toEqual([401, 'ticket_required']);
    // More than Node reads of headers: it hangs up by itself, with 431 or without a word.
    const answer = await fetch(`${house.url}/api/auth/me`, {
      headers: { Authorization: `Bearer ${'a'.repeat(40_000)}` },
    }).then(
      ({ status }) => status,
      () => 'hung up',
    );
    expect([431, 'hung up']).toContain(answer);
    expect(await overHttp(accessOf(ada))).toEqual([200, undefined]);
  });

  it.each([
    ['nothing', {}],
    ['null', null],
    ['a list', ['token']],
    ['a number', { token: 1 }],
    ['an object', { token: { $ne: null } }],
    ['an empty token', { token: '' }],
    ['an empty ticket', { ticket: '' }],
    ['the development token of LiveStore’s examples', { authToken: 'insecure-token-change-me' }],
  ])('is no token at all: a payload with %s', async (_, payload) => {
    expect(await atSync(payload)).toEqual([401, 'ticket_required']);
  });

  it('left nobody signed in and nothing stored', async () => {
    const rows = await house.dataSource.query('SELECT 1 FROM sync_event');
    expect(rows).toHaveLength(0);
  });
});
