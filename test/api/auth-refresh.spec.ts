import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { EndLapsedSessions } from '../../plugins/auth/backend/session/end-lapsed-sessions.job.js';
import { authForTests, browser, confirmed, cookieIn, PASSWORD, signIn } from '../support/customer.js';

const SAME_ORIGIN = { 'X-Purser-Client': 'portal', 'Sec-Fetch-Site': 'same-origin' };
const SECOND = 1000;
const DAY = 86_400 * SECOND;

describe('refreshing a session', () => {
  let house: TestHouse;
  let other: TestHouse;
  let email: string;

  beforeAll(async () => {
    house = await createTestHouse({ plugins: [authForTests()] });
    // A second process of the same installation.
    const { publicUrl, consoleUrl } = house.config;
    other = await createTestHouse({ plugins: [authForTests()], beside: house, config: { publicUrl, consoleUrl } });
    email = await confirmed(house);
  });
  afterAll(async () => {
    await other?.close();
    await house?.close();
  });

  /** A session, and the refresh token its browser holds. */
  const open = async () => {
    const answer = await house.request().post('/api/auth/login').send({ email, password: PASSWORD }).expect(200);
    return {
      id: answer.body.session.id as string,
      token: cookieIn(answer),
      bearer: `Bearer ${answer.body.accessToken}`,
    };
  };
  const refresh = (token: string, at = house) =>
    at.request().post('/api/auth/refresh').set(SAME_ORIGIN).set('Cookie', `purser-session=${token}`);
  const row = async (id: string) => (await house.dataSource.query('SELECT * FROM auth_session WHERE id = $1', [id]))[0];

  it('hands out a new access token and a new cookie that only this browser can read', async () => {
    const { id, token } = await open();
    house.clock.advance(SECOND);
    const answer = await refresh(token).expect(200);
    expect(answer.body).toMatchObject({
      accessToken: expect.any(String),
      expiresIn: 600,
      serverTime: expect.stringMatching(/Z$/),
      session: { id },
      user: { email, name: 'Ada Lovelace', locale: 'en', defaultWorkspaceId: null },
    });
    expect(answer.body.refreshToken).toBeUndefined();
    const [line] = [answer.headers['set-cookie'] ?? []].flat() as string[];
    expect(line).toMatch(
      /^purser-session=[\w-]{90,}; Max-Age=26(78400|78399); Path=\/; Expires=[^;]+; HttpOnly; SameSite=Strict$/,
    );
    expect(answer.get('Cache-Control')).toBe('no-store');
  });

  it('gives twenty simultaneous refreshes one successor and moves the row once, through two processes', async () => {
    const { id, token } = await open();
    const answers = await Promise.all(Array.from({ length: 20 }, (_, at) => refresh(token, at % 2 ? house : other)));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    const successors = new Set(answers.map((answer) => cookieIn(answer)));
    expect(successors.size).toBe(1);
    expect((await row(id)).refresh_generation).toBe(1);
    await refresh([...successors][0] ?? '', other).expect(200);
    expect((await row(id)).refresh_generation).toBe(2);
  });

  it('forgives a lost answer within the window', async () => {
    const { token } = await open();
    const lost = cookieIn(await refresh(token).expect(200));
    house.clock.advance(9 * SECOND);
    const again = cookieIn(await refresh(token, other).expect(200));
    expect(again).toBe(lost);
  });

  it.each([
    [
      'the predecessor after the window',
      async (first: string) => {
        await refresh(first).expect(200);
        house.clock.advance(10 * SECOND);
      },
    ],
    [
      'an older one, even at once',
      async (first: string) => {
        const second = cookieIn(await refresh(first).expect(200));
        await refresh(second).expect(200);
      },
    ],
  ])('ends that session, and no other, when %s comes back', async (_, spend) => {
    const stolen = await open();
    const untouched = await open();
    await spend(stolen.token);
    const before = (await house.mails(email)).length;
    const answers = await Promise.all([refresh(stolen.token), refresh(stolen.token, other)]);
    for (const { status, body } of answers) expect([status, body.code]).toEqual([401, 'refresh_reused']);
    expect((await row(stolen.id)).end_reason).toBe('refresh_reused');
    await refresh(untouched.token).expect(200);
    const me = await house.request().get('/api/auth/me').set('Authorization', stolen.bearer).expect(401);
    expect(me.body.code).toBe('refresh_reused');
    // Told once, however many found out at the same time.
    const mails = (await house.mails(email)).slice(before);
    expect(mails.map(({ template }) => template)).toEqual(['auth.session-copied']);
    const audit = await house.dataSource.query(
      `SELECT 1 FROM house_audit WHERE what = 'auth.refresh-reused' AND subject_id = $1`,
      [stolen.id],
    );
    expect(audit).toHaveLength(1);
  });

  it('knows tokens by a hash only', async () => {
    const { id, token } = await open();
    const stored = JSON.stringify(await row(id));
    const secret = Buffer.from(token, 'base64url').subarray(20, 52);
    expect(stored).not.toContain(secret.toString('hex'));
    expect(stored).not.toContain(JSON.stringify([...secret]).slice(1, -1));
  });

  it.each([
    ['nothing', ''],
    ['garbage', 'garbage'],
    ['a token of the right length', Buffer.alloc(68).toString('base64url')],
    ['an endless one', 'a'.repeat(5000)],
  ])('answers %s with 401 and ends nothing', async (_, token) => {
    const answer = await refresh(token).expect(401);
    expect(answer.body.code).toBe('unauthenticated');
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it('ends nothing when somebody who knows the session’s id invents a token', async () => {
    const { id, token } = await open();
    const invented = Buffer.from(token, 'base64url');
    invented.fill(7, 20, 52);
    await refresh(invented.toString('base64url')).expect(401);
    expect((await row(id)).ended_at).toBeNull();
    await refresh(token).expect(200);
  });

  it('ends a session that was idle for two weeks', async () => {
    const { id, token, bearer } = await open();
    house.clock.advance(14 * DAY);
    expect((await refresh(token).expect(401)).body.code).toBe('session_idle');
    const me = await house.request().get('/api/auth/me').set('Authorization', bearer).expect(401);
    expect(me.body.code).toBe('token_expired');
    // The job writes down what the clock ended.
    expect((await row(id)).end_reason).toBeNull();
    await house.get(EndLapsedSessions).run();
    expect((await row(id)).end_reason).toBe('session_idle');
  });

  it('ends a session that is thirty days old, however busy it was', async () => {
    const { token } = await open();
    house.clock.advance(13 * DAY);
    const second = cookieIn(await refresh(token).expect(200));
    house.clock.advance(13 * DAY);
    const third = cookieIn(await refresh(second).expect(200));
    house.clock.advance(4 * DAY);
    expect((await refresh(third).expect(401)).body.code).toBe('session_expired');
  });

  it('slides the idle limit, never beyond the absolute one', async () => {
    const { id, token } = await open();
    house.clock.advance(13 * DAY);
    const second = cookieIn(await refresh(token).expect(200));
    house.clock.advance(13 * DAY);
    await refresh(second).expect(200);
    const { idle_expires_at: idle, expires_at: end } = await row(id);
    expect(idle).toEqual(end);
  });

  it('answers 429 to a loop, and the session lives', async () => {
    const { token } = await open();
    let current = token;
    for (let times = 0; times < 60; times += 1) current = cookieIn(await refresh(current).expect(200));
    const answer = await refresh(current).expect(429);
    expect(Number(answer.get('Retry-After'))).toBeGreaterThan(0);
    house.clock.advance(300 * SECOND);
    await refresh(current).expect(200);
  });

  it('needs the page’s own origin and the client’s name', async () => {
    const { token } = await open();
    const cookie = `purser-session=${token}`;
    const headers: Record<string, string>[] = [
      {},
      { 'X-Purser-Client': 'portal' },
      { 'X-Purser-Client': 'portal', 'Sec-Fetch-Site': 'cross-site' },
      { 'X-Purser-Client': 'portal', 'Sec-Fetch-Site': 'same-site' },
      { 'X-Purser-Client': 'portal', Origin: 'https://evil.example' },
      { 'Sec-Fetch-Site': 'same-origin' },
    ];
    for (const given of headers) {
      const answer = await house.request().post('/api/auth/refresh').set(given).set('Cookie', cookie).expect(403);
      expect(answer.body.code).toBe('csrf');
    }
    await house
      .request()
      .post('/api/auth/refresh')
      .set({ 'X-Purser-Client': 'portal', Origin: house.config.publicUrl })
      .set('Cookie', cookie)
      .expect(200);
  });

  it('serves clients without cookies by the body, and sets them none', async () => {
    const native = { 'X-Purser-Client': 'native' };
    const login = await house
      .request()
      .post('/api/auth/login')
      .set(native)
      .send({ email, password: PASSWORD })
      .expect(200);
    expect(login.headers['set-cookie']).toBeUndefined();
    const answer = await house
      .request()
      .post('/api/auth/refresh')
      .set(native)
      .send({ refreshToken: login.body.refreshToken })
      .expect(200);
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(answer.body.refreshToken).not.toBe(login.body.refreshToken);
    // A browser’s page cannot pass a token in the body.
    await house
      .request()
      .post('/api/auth/refresh')
      .set(SAME_ORIGIN)
      .send({ refreshToken: answer.body.refreshToken })
      .expect(401);
  });

  it('loses against a sign-out, whichever comes first', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { id, token, bearer } = await open();
      const [, out] = await Promise.all([
        refresh(token, other),
        house.request().post('/api/auth/logout').set(SAME_ORIGIN).set('Authorization', bearer).send({}),
      ]);
      expect(out?.status).toBe(204);
      expect((await row(id)).end_reason).toBe('signed_out');
      const after = await refresh(token).expect(401);
      expect(after.body.code).toBe('signed_out');
    }
  });

  it('is not good as an access token, nor an access token as a refresh token', async () => {
    const { token, bearer } = await open();
    await house.request().get('/api/auth/me').set('Authorization', `Bearer ${token}`).expect(401);
    await refresh(bearer.slice('Bearer '.length)).expect(401);
  });

  it('counts what it answered', async () => {
    const before = await browser(house).get('/metrics');
    await refresh((await open()).token).expect(200);
    const after = await browser(house).get('/metrics').expect(200);
    const count = (text: string) => Number(/purser_auth_refresh_total\{result="rotated"\} (\d+)/.exec(text)?.[1] ?? 0);
    expect(count(after.text)).toBe(count(before.text) + 1);
  });

  it('is replaced by the next sign-in of the same browser', async () => {
    const first = await signIn(house, email);
    const second = await signIn(house, email, PASSWORD, first.agent);
    expect(second.sessionId).not.toBe(first.sessionId);
    expect((await row(first.sessionId)).end_reason).toBe('signed_out');
    await house.request().get('/api/auth/me').set('Authorization', first.bearer).expect(401);
  });
});
