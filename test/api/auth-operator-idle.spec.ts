/** An operator's session lives by what the operator does, not by what an open console does by itself. */
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { authForTests } from '../support/customer.js';
import { signInAsOperator } from '../support/operator-login.js';

const MINUTE = 60_000;

describe('an operator’s session', () => {
  let house: TestHouse;

  beforeAll(async () => {
    house = await createTestHouse({ plugins: [authForTests()] });
  });
  afterAll(() => house?.close());

  const open = () => signInAsOperator(house);
  type Olga = Awaited<ReturnType<typeof open>>;
  /** As the console does by itself, whether or not anybody is there. */
  const refresh = async (olga: Olga) => {
    const answer = await olga.agent.post('/api/console/session/refresh');
    if (answer.status === 200) Object.assign(olga, { bearer: `Bearer ${answer.body.accessToken}` });
    return answer;
  };
  const me = (olga: Olga, headers: Record<string, string> = {}) =>
    olga.agent.get('/api/console/me').set('Authorization', olga.bearer).set(headers);
  const idleExpiresAt = async (olga: Olga) =>
    Date.parse((await me(olga, { 'X-Purser-Background': '1' }).expect(200)).body.session.idleExpiresAt);

  it('ends thirty minutes after the last request, however often its console refreshes', async () => {
    const olga = await open();
    for (let minutes = 0; minutes < 24; minutes += 8) {
      house.clock.advance(8 * MINUTE);
      expect((await refresh(olga)).status).toBe(200);
    }
    house.clock.advance(6 * MINUTE + 1_000);
    const answer = await refresh(olga);
    expect([answer.status, answer.body.code]).toEqual([401, 'session_idle']);
    expect((await me(olga).expect(401)).body.code).toBe('session_idle');
  });

  it.each([
    ['what the console marks as background', { 'X-Purser-Background': '1' }],
    ['a stream of events', { Accept: 'text/event-stream' }],
  ])('is not kept alive by %s', async (_, headers) => {
    const olga = await open();
    const before = await idleExpiresAt(olga);
    for (let minutes = 0; minutes < 24; minutes += 8) {
      house.clock.advance(8 * MINUTE);
      await refresh(olga);
      await me(olga, headers).expect(200);
    }
    expect(await idleExpiresAt(olga)).toBe(before);
    house.clock.advance(6 * MINUTE + 1_000);
    expect((await me(olga, headers).expect(401)).body.code).toBe('session_idle');
  });

  it('goes on with every request of a person, for a day', async () => {
    const olga = await open();
    for (let minutes = 8; minutes < 24 * 60; minutes += 8) {
      house.clock.advance(8 * MINUTE);
      expect((await refresh(olga)).status).toBe(200);
      if (minutes % 24 === 0) await me(olga).expect(200);
    }
    house.clock.advance(8 * MINUTE);
    expect((await refresh(olga)).body.code).toBe('session_expired');
  });

  it('says by when it would end, and "stay signed in" is any request', async () => {
    const olga = await open();
    house.clock.advance(9 * MINUTE);
    const before = await idleExpiresAt(olga);
    const { body } = await me(olga).expect(200);
    expect(Date.parse(body.session.idleExpiresAt) - before).toBeGreaterThan(8 * MINUTE);
    expect(await idleExpiresAt(olga)).toBe(Date.parse(body.session.idleExpiresAt));
  });

  it('is not brought back by a request that was under way when it ended', async () => {
    const olga = await open();
    await house.dataSource.query(
      `UPDATE auth_operator_session SET ended_at = $2, end_reason = 'ended_by_operator' WHERE id = $1`,
      [olga.sessionId, house.clock.now()],
    );
    expect((await me(olga).expect(401)).body.code).toBe('ended_by_operator');
    const [row] = await house.dataSource.query('SELECT end_reason FROM auth_operator_session WHERE id = $1', [
      olga.sessionId,
    ]);
    expect(row.end_reason).toBe('ended_by_operator');
  });

  it('is a cookie that outlives it, so that whoever comes back late is told why', async () => {
    const olga = await open();
    house.clock.advance(5 * 60 * MINUTE);
    expect((await refresh(olga)).body.code).toBe('session_idle');
    const answer = await olga.agent.post('/api/console/session').send({ email: olga.email, password: olga.password });
    expect(String(answer.headers['set-cookie'])).toContain(`purser-console=`);
    expect(String(answer.headers['set-cookie'])).toContain(`Max-Age=${2 * 86_400}`);
  });
});
