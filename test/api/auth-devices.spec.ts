/** Known devices: what strangers do to an account does not stop them, and any other device is news. */
import { Injectable, Module } from '@nestjs/common';
import { type Listener, listen } from '@purser/kit/backend/events';
import { definePlugin } from '@purser/kit/backend/plugin';
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { KnownDevices } from '../../plugins/auth/backend/device/known-devices.service.js';
import { signedInOnNewDevice } from '../../plugins/auth/backend/events.js';
import { DeleteSpentRecords } from '../../plugins/auth/backend/session/delete-spent-records.job.js';
import { authForTests, browser, confirmed, cookieIn, PASSWORD, signIn } from '../support/customer.js';
import { consoleBrowser, operatorLogin } from '../support/operator-login.js';
import { anOperator } from '../support/people.js';

const WRONG = 'certainly not the password';
const DAY = 86_400_000;

type News = Parameters<Noticed['handle']>[0];
let heard: News[] = [];
let refuses = false;

@Injectable()
class Noticed implements Listener<Required<typeof signedInOnNewDevice>['payload']> {
  async handle(news: Required<typeof signedInOnNewDevice>['payload']): Promise<void> {
    if (refuses) throw new Error('the alert cannot be queued');
    heard.push(news);
  }
}

@Module({ providers: [Noticed] })
class LookoutModule {}

const lookout = definePlugin({
  name: 'lookout',
  worksWith: '^1.0.0',
  needs: ['auth'],
  module: LookoutModule,
  listens: [listen(signedInOnNewDevice, Noticed)],
});

describe('devices', () => {
  let house: TestHouse;
  let email: string;

  beforeAll(async () => {
    house = await createTestHouse({
      plugins: [authForTests({ devices: { most: 3 } }), lookout()],
      config: { trustProxy: 1, placeHeaders: ['x-city', 'x-country'] },
    });
  });
  afterAll(() => house?.close());
  beforeEach(async () => {
    email = await confirmed(house);
    heard = [];
  });

  const login = (agent: ReturnType<typeof browser>, password = PASSWORD, address = email) =>
    agent.post('/api/auth/login').send({ email: address, password });
  const strangerFails = async (times: number) => {
    for (let time = 0; time < times; time += 1) await login(browser(house), WRONG).expect(401);
  };
  const devicesOf = async (table = 'auth_device') => house.dataSource.query(`SELECT * FROM ${table}`);

  it('are told by a cookie of their own for a year, which is kept as its hash', async () => {
    const answer = await login(browser(house)).expect(200);
    const [line] = ([answer.headers['set-cookie'] ?? []].flat() as string[]).filter((each) => /device/.test(each));
    expect(line).toMatch(
      /^purser-device=[\w-]{43}; Max-Age=31536000; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Strict$/,
    );
    const token = cookieIn(answer, 'purser-device');
    const stored = JSON.stringify(await devicesOf());
    expect(stored).not.toContain(token);
    expect(stored).not.toContain(JSON.stringify([...Buffer.from(token, 'base64url')]).slice(1, -1));
  });

  it('that are known pass while strangers keep the account blocked', async () => {
    const mine = browser(house);
    await login(mine).expect(200);
    await strangerFails(5);
    expect((await login(browser(house)).expect(429)).body.code).toBe('too_many_attempts');
    await login(mine).expect(200);
    // Their success gives the stranger no fresh tries.
    expect((await login(browser(house), WRONG).expect(429)).body.code).toBe('too_many_attempts');
  });

  it('that are known pass also when strangers behind the same address used up its attempts', async () => {
    const strict = await createTestHouse({ plugins: [authForTests({ signIn: { perAddress: { points: 6 } } })] });
    try {
      const address = await confirmed(strict);
      const mine = browser(strict);
      await login(mine, PASSWORD, address).expect(200);
      for (let each = 0; each < 6; each += 1) await login(browser(strict), WRONG, `x${each}@example.org`);
      expect((await login(browser(strict), PASSWORD, address).expect(429)).body.code).toBe('too_many_requests');
      await login(mine, PASSWORD, address).expect(200);
    } finally {
      await strict.close();
    }
  });

  it('are limited by their own failures, which block nobody else', async () => {
    const mine = browser(house);
    await login(mine).expect(200);
    for (let failure = 0; failure < 5; failure += 1) await login(mine, WRONG).expect(401);
    const blocked = await login(mine).expect(429);
    expect(blocked.body).toMatchObject({ code: 'too_many_attempts', retryAfter: 15 });
    await login(browser(house)).expect(200);
    house.clock.advance(15_001);
    await login(mine).expect(200);
  });

  it('are known for the account they signed in to, and for no other', async () => {
    const mine = browser(house);
    await login(mine).expect(200);
    const other = await confirmed(house);
    for (let time = 0; time < 5; time += 1) await login(browser(house), WRONG, other).expect(401);
    await login(mine, PASSWORD, other).expect(429);
  });

  it.each([
    ['garbage', 'garbage'],
    ['another of the right length', Buffer.alloc(32, 7).toString('base64url')],
    ['SQL', "'%20OR%201=1%20--"],
  ])('cannot be pretended with %s', async (_, token) => {
    await login(browser(house)).expect(200);
    await strangerFails(5);
    await login(browser(house).set('Cookie', `purser-device=${token}`)).expect(429);
  });

  it('that are new are news, with what is known of them, except the first of all', async () => {
    const mine = browser(house);
    const first = await login(mine).expect(200);
    await login(mine).expect(200);
    expect(heard).toEqual([]);
    const elsewhere = browser(house).set({ 'X-City': 'Lisbon', 'X-Country': 'PT' });
    const { body } = await login(elsewhere).expect(200);
    expect(heard).toEqual([
      {
        kind: 'customer',
        personId: first.body.user.id,
        sessionId: body.session.id,
        device: 'Firefox on Linux',
        place: 'Lisbon, PT',
        at: new Date(body.session.createdAt),
      },
    ]);
    await login(elsewhere).expect(200);
    expect(heard).toHaveLength(1);
  });

  it('that are new open no session when their news cannot be told', async () => {
    await login(browser(house)).expect(200);
    refuses = true;
    try {
      await login(browser(house)).expect(500);
    } finally {
      refuses = false;
    }
    const living = await house.dataSource.query(
      'SELECT 1 FROM auth_session s JOIN auth_user u ON u.id = s.user_id WHERE u.email = $1 AND ended_at IS NULL',
      [email],
    );
    expect(living).toHaveLength(1);
  });

  it('stay known when twenty sign-ins come from one at once', async () => {
    const token = cookieIn(await login(browser(house)).expect(200), 'purser-device');
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => login(browser(house).set('Cookie', `purser-device=${token}`))),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(new Set(answers.map((answer) => cookieIn(answer, 'purser-device')))).toEqual(new Set([token]));
    expect(heard).toEqual([]);
  });

  it('shared by two people know both, and a token that was planted there knows neither', async () => {
    const shared = browser(house);
    const planted = cookieIn(await login(shared).expect(200), 'purser-device');
    const other = await confirmed(house);
    await login(shared, PASSWORD, other).expect(200);
    heard = [];
    await login(shared).expect(200);
    await login(shared, PASSWORD, other).expect(200);
    expect(heard).toEqual([]);
    // Whoever kept the token from before the other person came knows nothing of either with it.
    await login(browser(house).set('Cookie', `purser-device=${planted}`)).expect(200);
    expect(heard).toHaveLength(1);
  });

  it.each<[string, (agent: ReturnType<typeof browser>, bearer: string) => Promise<unknown>, boolean]>([
    [
      'a change of the password',
      (agent, bearer) =>
        agent
          .post('/api/auth/password')
          .set('Authorization', bearer)
          .send({ current: PASSWORD, new: PASSWORD.toUpperCase() })
          .expect(204),
      true,
    ],
    [
      'signing out of the others',
      (agent, bearer) =>
        agent.post('/api/auth/logout').set('Authorization', bearer).send({ scope: 'others' }).expect(204),
      true,
    ],
    [
      'signing out everywhere',
      (agent, bearer) => agent.post('/api/auth/logout').set('Authorization', bearer).send({ scope: 'all' }).expect(204),
      false,
    ],
    [
      'an operator who ends all of a person',
      async () => {
        const [{ id }] = await house.dataSource.query('SELECT id FROM auth_user WHERE email = $1', [email]);
        await house
          .request()
          .post(`/api/console/users/${id}/end-sessions`)
          .set('Authorization', (await anOperator(house)).bearer)
          .send({ reason: 'Asked by telephone' })
          .expect(200);
      },
      false,
    ],
  ])('are forgotten by %s', async (_, act, keepsThisOne) => {
    const [mine, phone] = [browser(house), browser(house)];
    const { body } = await login(mine).expect(200);
    await login(phone).expect(200);
    heard = [];
    await act(mine, `Bearer ${body.accessToken}`);
    const password = /password/.test(_) ? PASSWORD.toUpperCase() : PASSWORD;
    await login(mine, password).expect(200);
    expect(heard).toHaveLength(keepsThisOne ? 0 : 1);
    await login(phone, password).expect(200);
    expect(heard).toHaveLength(keepsThisOne ? 1 : 2);
  });

  it('are forgotten with the session that somebody ended on them from elsewhere', async () => {
    const mine = await signIn(house, email);
    const lost = await signIn(house, email);
    heard = [];
    await house.request().delete(`/api/auth/sessions/${lost.sessionId}`).set('Authorization', mine.bearer).expect(204);
    await login(lost.agent).expect(200);
    expect(heard).toHaveLength(1);
  });

  it('are strangers again after a year, and are deleted; of many the last ones stay', async () => {
    const mine = browser(house);
    await login(mine).expect(200);
    for (let more = 0; more < 3; more += 1) await login(browser(house)).expect(200);
    heard = [];
    await login(mine).expect(200);
    expect(heard).toHaveLength(1);
    house.clock.advance(366 * DAY);
    await login(mine).expect(200);
    expect(heard).toHaveLength(2);
    await house.get(DeleteSpentRecords).run();
    const [{ id }] = await house.dataSource.query('SELECT id FROM auth_user WHERE email = $1', [email]);
    expect((await devicesOf()).filter((row: { user_id: string }) => row.user_id === id)).toHaveLength(1);
    // A first sign-in after all sessions were deleted is news all the same.
    await house.dataSource.query('DELETE FROM auth_session WHERE user_id = $1', [id]);
    await login(browser(house)).expect(200);
    expect(heard).toHaveLength(3);
  });

  it('without cookies keep the token themselves', async () => {
    const native = () => house.request().set('X-Purser-Client', 'native');
    const first = await native().post('/api/auth/login').send({ email, password: PASSWORD }).expect(200);
    expect(first.body.deviceToken).toMatch(/^[\w-]{43}$/);
    expect(first.headers['set-cookie']).toBeUndefined();
    await strangerFails(5);
    const { deviceToken } = first.body;
    await native().post('/api/auth/login').send({ email, password: PASSWORD, deviceToken }).expect(200);
    // A browser’s page cannot pass one.
    await browser(house).post('/api/auth/login').send({ email, password: PASSWORD, deviceToken }).expect(429);
    expect(heard).toEqual([]);
  });

  it('of operators are known apart from those of customers', async () => {
    const { email: address, password } = await operatorLogin(house);
    const sign = (agent: ReturnType<typeof browser>, word = password) =>
      agent.post('/api/console/session').send({ email: address, password: word });
    const mine = consoleBrowser(house);
    const token = cookieIn(await sign(mine).expect(200), 'purser-console-device');
    expect(heard).toEqual([]);
    for (let time = 0; time < 5; time += 1) await sign(consoleBrowser(house), WRONG).expect(401);
    await sign(consoleBrowser(house)).expect(429);
    await sign(mine).expect(200);
    await login(browser(house).set('Cookie', `purser-device=${token}`), WRONG, address).expect(401);
    house.clock.advance(60_000);
    await sign(consoleBrowser(house)).expect(200);
    expect(heard).toEqual([expect.objectContaining({ kind: 'operator' })]);
  });

  it('answer an address nobody has as one that is there', async () => {
    const device = cookieIn(await login(browser(house)).expect(200), 'purser-device');
    expect(await house.get(KnownDevices).recognise('portal', 'nobody@example.org', device)).toBeUndefined();
    const answer = await login(browser(house).set('Cookie', `purser-device=${device}`), WRONG, 'nobody@example.org');
    expect([answer.status, answer.body.code]).toEqual([401, 'invalid_credentials']);
  });
});
