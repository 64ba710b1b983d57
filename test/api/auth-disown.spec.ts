/** The alert about a new device, and "This wasn't me" behind it. */
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { reset } from '../../plugins/reset/backend/reset.plugin.js';
import { authForTests, browser, confirmed, PASSWORD, signIn } from '../support/customer.js';
import { signInAsOperator } from '../support/operator-login.js';

const DAY = 86_400_000;
const CHOSEN = 'a heron waits by the lock';

describe('a sign-in on a new device', () => {
  let house: TestHouse;
  let email: string;

  beforeAll(async () => {
    house = await createTestHouse({
      plugins: [authForTests(), reset({ perAddress: { points: 100_000 } })],
      config: { trustProxy: 1, placeHeaders: ['x-city', 'x-country'] },
    });
  });
  afterAll(() => house?.close());
  beforeEach(async () => {
    email = await confirmed(house);
  });

  const post = (path: string, body: object) => house.request().post(`/api/auth/${path}`).send(body);
  const mailed = async (template: string, to = email) =>
    (await house.mails(to)).filter((mail) => mail.template === template);
  const tokenIn = (mail: { data: Record<string, unknown> } | undefined) => {
    const link = new URL(String(mail?.data.link));
    return { link, token: new URLSearchParams(link.hash.slice(1)).get('token') ?? '' };
  };
  const stranger = () => browser(house).set({ 'X-City': 'Hamburg', 'X-Country': 'DE' });
  const codeOf = async (bearer: string) =>
    (await house.request().get('/api/auth/me').set('Authorization', bearer)).body.code;

  it('is mailed with device, place and time; the first of all is not, nor one on a known device', async () => {
    const { agent } = await signIn(house, email);
    await signIn(house, email, PASSWORD, agent);
    expect(await mailed('auth.new-device')).toEqual([]);
    await signIn(house, email, PASSWORD, stranger());
    const [mail, ...others] = await mailed('auth.new-device');
    expect(others).toEqual([]);
    expect(mail?.data).toMatchObject({ device: 'Firefox on Linux', place: 'Hamburg, DE', linkDays: 7 });
    expect(mail?.data.time).toMatch(/^\d+ \w+ \d{4} at \d\d:\d\d UTC$/);
    const { link, token } = tokenIn(mail);
    expect([link.origin, link.pathname, link.search]).toEqual([house.config.publicUrl, '/not-me', '']);
    expect(token).toMatch(/^[\w-]{43}$/);
    const stored = JSON.stringify(await house.dataSource.query('SELECT * FROM auth_token'));
    expect(stored).not.toContain(token);
  });

  it('is written in the language of the person', async () => {
    const { bearer } = await signIn(house, email);
    await house.request().patch('/api/auth/me').set('Authorization', bearer).send({ locale: 'de' }).expect(200);
    await signIn(house, email, PASSWORD, stranger());
    const [mail] = await mailed('auth.new-device');
    expect(mail).toMatchObject({
      locale: 'de',
      subject: expect.stringMatching(/^Neue Anmeldung .* Firefox auf Linux$/),
    });
  });

  it('is looked at without being touched', async () => {
    await signIn(house, email);
    const theirs = await signIn(house, email, PASSWORD, stranger());
    const { token } = tokenIn((await mailed('auth.new-device'))[0]);
    for (let times = 0; times < 3; times += 1) {
      const { body } = await post('disown/check', { token }).expect(200);
      expect(body).toEqual({
        device: 'Firefox on Linux',
        place: 'Hamburg, DE',
        signedInAt: expect.any(String),
        over: false,
      });
    }
    for (const path of ['/not-me', '/api/auth/disown', '/api/auth/disown/check']) {
      await house.request().get(path);
      await house.request().head(path);
    }
    expect(await codeOf(theirs.bearer)).toBeUndefined();
  });

  it('that was not theirs ends, and only it; its device and the password are worth nothing any more', async () => {
    const mine = await signIn(house, email);
    const theirs = await signIn(house, email, PASSWORD, stranger());
    const { token } = tokenIn((await mailed('auth.new-device'))[0]);
    const { body } = await post('disown', { token }).expect(200);
    expect(body).toEqual({ status: 'session_ended' });
    expect(await codeOf(theirs.bearer)).toBe('account_disputed');
    expect((await theirs.agent.post('/api/auth/refresh').expect(401)).body.code).toBe('account_disputed');
    expect(await codeOf(mine.bearer)).toBeUndefined();
    const devices = await house.dataSource.query('SELECT 1 FROM auth_device WHERE user_id = $1', [mine.userId]);
    expect(devices).toHaveLength(1);
    await theirs.agent.post('/api/auth/login').send({ email, password: PASSWORD }).expect(401);
    const [entry] = await house.dataSource.query(
      `SELECT entry::text AS entry FROM house_audit WHERE what = 'auth.session-disowned' AND subject_id = $1`,
      [theirs.sessionId],
    );
    expect(entry.entry).toContain(mine.userId);
    expect(entry.entry).not.toContain(token);
  });

  it('leads on to recovery, whose mail comes by itself', async () => {
    await signIn(house, email);
    await signIn(house, email, PASSWORD, stranger());
    await post('disown', { token: tokenIn((await mailed('auth.new-device'))[0]).token }).expect(200);
    await house.runJobs();
    const [recovery] = await mailed('reset.recover-account');
    const { token } = tokenIn(recovery);
    await house.request().post('/api/reset/complete').send({ token, password: CHOSEN }).expect(204);
    await signIn(house, email, CHOSEN);
  });

  it('leaves a password alone that was chosen after it', async () => {
    const mine = await signIn(house, email);
    await signIn(house, email, PASSWORD, stranger());
    house.clock.advance(1_000);
    const change = { current: PASSWORD, new: CHOSEN };
    await house.request().post('/api/auth/password').set('Authorization', mine.bearer).send(change).expect(204);
    const { token } = tokenIn((await mailed('auth.new-device'))[0]);
    expect((await post('disown/check', { token }).expect(200)).body.over).toBe(true);
    await post('disown', { token }).expect(200);
    await signIn(house, email, CHOSEN);
  });

  it('is disowned once, also when twenty press at the same time; the others read that it is done', async () => {
    await signIn(house, email);
    await signIn(house, email, PASSWORD, stranger());
    const { token } = tokenIn((await mailed('auth.new-device'))[0]);
    const answers = await Promise.all(Array.from({ length: 20 }, () => post('disown', { token })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const { status, body } of answers.filter((answer) => answer.status !== 200)) {
      expect([status, body.code]).toEqual([410, 'token_used']);
    }
    expect((await post('disown/check', { token }).expect(410)).body.code).toBe('token_used');
  });

  it('has a link of its own: a newer alert takes nothing from an older one', async () => {
    await signIn(house, email);
    const [first, second] = [
      await signIn(house, email, PASSWORD, stranger()),
      await signIn(house, email, PASSWORD, stranger()),
    ];
    const [older] = await mailed('auth.new-device');
    await post('disown', { token: tokenIn(older).token }).expect(200);
    expect([await codeOf(first?.bearer ?? ''), await codeOf(second?.bearer ?? '')]).toEqual([
      'account_disputed',
      undefined,
    ]);
  });

  it.each([
    ['an invented link', async () => 'a'.repeat(43)],
    [
      'one that is older than seven days',
      async (token: string) => {
        house.clock.advance(7 * DAY + 1);
        return token;
      },
    ],
  ])('refuses %s with 410 token_expired', async (_, make) => {
    await signIn(house, email);
    await signIn(house, email, PASSWORD, stranger());
    const token = await make(tokenIn((await mailed('auth.new-device'))[0]).token);
    for (const path of ['disown/check', 'disown']) {
      expect((await post(path, { token }).expect(410)).body.code).toBe('token_expired');
    }
  });

  it('takes no token of another kind', async () => {
    await house.request().post('/api/reset/request').send({ email }).expect(202);
    await house.runJobs();
    const { token } = tokenIn((await mailed('reset.recover-account'))[0]);
    expect((await post('disown', { token }).expect(410)).body.code).toBe('token_expired');
    await house.request().post('/api/reset/complete').send({ token, password: CHOSEN }).expect(204);
  });

  it('is told to operators as well, without a link that acts', async () => {
    const olga = await signInAsOperator(house);
    const login = { email: olga.email, password: olga.password };
    await house.request().set({ 'X-Purser-Client': 'console' }).post('/api/console/session').send(login).expect(200);
    const [mail] = await mailed('auth.operator-new-device', olga.email);
    expect(mail?.data.link).toBe(`${house.config.consoleUrl}/console/operators`);
  });
});
