/** What operators end: everything of everybody, and what is an operator's. */
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { authForTests, confirmed, cookieIn, type SignedIn, signIn } from '../support/customer.js';
import { consoleBrowser, signInAsOperator } from '../support/operator-login.js';
import { aCustomer, anOperator, type TestPerson } from '../support/people.js';

const REASON = { reason: 'The database was copied' };

describe('ending sessions from the console', () => {
  let house: TestHouse;
  let other: TestHouse;
  let olga: TestPerson;

  beforeAll(async () => {
    house = await createTestHouse({ plugins: [authForTests()] });
    const { publicUrl, consoleUrl } = house.config;
    other = await createTestHouse({ plugins: [authForTests()], beside: house, config: { publicUrl, consoleUrl } });
    olga = await anOperator(house);
  });
  afterAll(async () => {
    await other?.close();
    await house?.close();
  });

  const as = (person: TestPerson, path: string, at = house) =>
    at.request().post(`/api/console/${path}`).set('Authorization', person.bearer);
  const codeOf = async (bearer: string, at = house) =>
    (await at.request().get('/api/auth/me').set('Authorization', bearer)).body.code;

  it('ends every session of every customer, on every process, and no operator’s', async () => {
    const people: SignedIn[] = [];
    for (let each = 0; each < 3; each += 1) people.push(await signIn(house, await confirmed(house)));
    // More than one transaction takes.
    await Promise.all(Array.from({ length: 600 }, () => aCustomer(house)));
    const stream = await fetch(`${other.url}/api/auth/events`, {
      headers: { Authorization: people[0]?.bearer ?? '' },
    });
    const [{ count }] = await house.dataSource.query(
      'SELECT count(*)::int AS count FROM auth_session WHERE ended_at IS NULL',
    );
    expect(count).toBeGreaterThan(600);
    const { body } = await as(olga, 'sessions/end-all').send(REASON).expect(200);
    expect(body).toEqual({ ended: count });
    for (const { bearer, agent } of people) {
      for (const at of [house, other]) expect(await codeOf(bearer, at)).toBe('ended_by_operator');
      expect((await agent.post('/api/auth/refresh').expect(401)).body.code).toBe('ended_by_operator');
    }
    expect(await stream.text()).toContain('ended_by_operator');
    await as(olga, `users/${people[0]?.userId}/end-sessions`).send(REASON).expect(200);
    const trail = await house.dataSource.query(
      `SELECT entry::json AS entry FROM house_audit WHERE what = 'auth.all-sessions-ended'`,
    );
    expect(trail).toHaveLength(1);
    expect(trail[0].entry).toMatchObject({ reason: REASON.reason, by: { id: olga.id }, detail: { sessions: count } });
    // Who signs in from then on is signed in, and still a known device.
    await signIn(house, people[0]?.email ?? '', undefined, people[0]?.agent);
    expect((await as(olga, 'sessions/end-all').send(REASON).expect(200)).body).toEqual({ ended: 1 });
  });

  it('asks for a reason, a permission of its own and a recent sign-in', async () => {
    await as(olga, 'sessions/end-all').send({}).expect(400);
    const support = await anOperator(house, ['support']);
    expect((await as(support, 'sessions/end-all').send(REASON).expect(403)).body.code).toBe('forbidden');
    const ada = await signIn(house, await confirmed(house));
    await house
      .request()
      .post('/api/console/sessions/end-all')
      .set('Authorization', ada.bearer)
      .send(REASON)
      .expect(401);
    const signedIn = await signInAsOperator(house);
    house.clock.advance(11 * 60_000);
    const { body } = await signedIn.agent.post('/api/console/session/refresh').expect(200);
    const stale = { ...olga, bearer: `Bearer ${body.accessToken}` };
    expect((await as(stale, 'sessions/end-all').send(REASON).expect(403)).body.code).toBe('reauthentication_required');
    expect(await codeOf(ada.bearer)).toBe('token_expired');
    const [row] = await house.dataSource.query('SELECT ended_at FROM auth_session WHERE id = $1', [ada.sessionId]);
    expect(row.ended_at).toBeNull();
  });

  it('ends the sessions of an operator, with a reason, and has them known nowhere', async () => {
    const otto = await signInAsOperator(house, ['support']);
    const owner = await anOperator(house);
    await as(owner, `operators/${otto.id}/end-sessions`).send({}).expect(400);
    await as(await anOperator(house, ['operator']), `operators/${otto.id}/end-sessions`)
      .send(REASON)
      .expect(403);
    const { body } = await as(owner, `operators/${otto.id}/end-sessions`).send(REASON).expect(200);
    expect(body).toMatchObject({ id: otto.id, disabledAt: null });
    const me = await otto.agent.get('/api/console/me').set('Authorization', otto.bearer).expect(401);
    expect(me.body.code).toBe('ended_by_operator');
    expect(
      await house.dataSource.query('SELECT 1 FROM auth_operator_device WHERE operator_id = $1', [otto.id]),
    ).toHaveLength(0);
    const login = { email: otto.email, password: otto.password };
    await consoleBrowser(house).post('/api/console/session').send(login).expect(200);
    await as(owner, 'operators/01890000-0000-7000-8000-000000000000/end-sessions').send(REASON).expect(404);
  });

  it('ends an operator’s session whose spent token comes back, once, and says where that was', async () => {
    const otto = await signInAsOperator(house);
    const untouched = await signInAsOperator(house);
    const refresh = (token: string, at = house) =>
      consoleBrowser(at).post('/api/console/session/refresh').set('Cookie', `purser-console=${token}`);
    const first = cookieIn(await otto.agent.post('/api/console/session/refresh').expect(200), 'purser-console');
    const second = cookieIn(await refresh(first).expect(200), 'purser-console');
    await refresh(second).expect(200);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, each) => refresh(first, each % 2 ? house : other)),
    );
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(Array(20).fill([401, 'refresh_reused']));
    await untouched.agent.post('/api/console/session/refresh').expect(200);
    const trail = await house.dataSource.query(
      `SELECT entry::json AS entry FROM house_audit WHERE what = 'auth.refresh-reused' AND subject_id = $1`,
      [otto.sessionId],
    );
    expect(trail).toHaveLength(1);
    expect(JSON.stringify(trail[0].entry)).toContain('127.0.0.1');
  });
});
