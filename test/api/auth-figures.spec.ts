/** What a dashboard reads: every outcome of signing in, refreshing and ending is counted, and names nobody. */
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { EndLapsedSessions } from '../../plugins/auth/backend/session/end-lapsed-sessions.job.js';
import { authForTests, browser, confirmed, cookieIn, PASSWORD, signIn, signUp } from '../support/customer.js';
import { signInAsOperator } from '../support/operator-login.js';
import { anOperator } from '../support/people.js';

const WRONG = 'certainly not the password';
const DAY = 86_400_000;

describe('figures of auth', () => {
  let house: TestHouse;

  beforeEach(async () => {
    house = await createTestHouse({
      plugins: [authForTests({ hashing: { concurrency: 1, queue: 1 }, refreshLimit: { points: 3 } })],
    });
  });
  afterEach(() => house?.close());

  const login = (email: string, password = PASSWORD) =>
    house.request().post('/api/auth/login').send({ email, password });
  const refresh = (token: string) => browser(house).post('/api/auth/refresh').set('Cookie', `purser-session=${token}`);
  const figures = async (name: string, label: string) => {
    const { text } = await house.request().get('/metrics').expect(200);
    const lines = text.matchAll(new RegExp(`^${name}\\{${label}="([^"]+)"\\} (\\d+)$`, 'gm'));
    return Object.fromEntries([...lines].map(([, value, count]) => [value, Number(count)]));
  };

  it('count sign-ins by result, operators’ too', async () => {
    const email = await confirmed(house);
    const { agent, bearer, userId } = await signIn(house, email);
    await agent.post('/api/auth/reauthenticate').set('Authorization', bearer).send({ password: PASSWORD }).expect(200);
    await signInAsOperator(house);
    await login(await signUp(house)).expect(403);
    for (let failure = 0; failure < 5; failure += 1) await login(email, WRONG).expect(401);
    await login(email).expect(429);
    const disabled = await confirmed(house);
    await house.dataSource.query(`UPDATE auth_user SET disabled_at = now(), disabled_reason = 'x' WHERE email = $1`, [
      disabled,
    ]);
    await login(disabled).expect(403);
    const crowd = await Promise.all(Array.from({ length: 20 }, (_, each) => login(`x${each}@example.org`, WRONG)));
    const busy = crowd.filter(({ status }) => status === 503).length;
    expect(busy).toBeGreaterThan(0);
    expect(await figures('purser_auth_login_total', 'result')).toEqual({
      ok: 2,
      reauthenticated: 1,
      unconfirmed: 1,
      wrong: 5 + 20 - busy,
      limited: 1,
      disabled: 1,
      busy,
    });
    const { text } = await house.request().get('/metrics').expect(200);
    expect(text).not.toContain(email);
    expect(text).not.toContain(userId);
  });

  it('count refreshes by result, and sessions by why they ended', async () => {
    const email = await confirmed(house);
    const open = async () => cookieIn(await login(email).expect(200));
    const first = await open();
    const second = cookieIn(await refresh(first).expect(200));
    await refresh(first).expect(200);
    const third = cookieIn(await refresh(second).expect(200));
    const fourth = cookieIn(await refresh(third).expect(200));
    await refresh(fourth).expect(429);
    await refresh(first).expect(401);
    await refresh(first).expect(401);
    await refresh('nonsense').expect(401);
    const out = await signIn(house, email);
    await out.agent.post('/api/auth/logout').expect(204);
    const ended = await signIn(house, email);
    await house
      .request()
      .post(`/api/console/sessions/${ended.sessionId}/end`)
      .set('Authorization', (await anOperator(house)).bearer)
      .send({ reason: 'Asked by telephone' })
      .expect(200);
    expect((await ended.agent.post('/api/auth/refresh').expect(401)).body.code).toBe('ended_by_operator');
    const idle = await open();
    house.clock.advance(15 * DAY);
    await refresh(idle).expect(401);
    await house.get(EndLapsedSessions).run();
    expect(await figures('purser_auth_refresh_total', 'result')).toEqual({
      rotated: 3,
      repeated: 1,
      limited: 1,
      refresh_reused: 2,
      unknown: 1,
      ended_by_operator: 1,
      session_idle: 1,
    });
    expect(await figures('purser_session_ended_total', 'reason')).toEqual({
      refresh_reused: 1,
      signed_out: 1,
      ended_by_operator: 1,
      // The operator’s own lapsed too.
      session_idle: expect.any(Number),
      session_expired: expect.any(Number),
    });
  });
});
