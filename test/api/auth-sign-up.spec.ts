import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { auth } from '../../plugins/auth/backend/auth.plugin.js';
import {
  authForTests,
  browser,
  confirmationOf,
  confirmed,
  mailsTo,
  PASSWORD,
  signIn,
  signUp,
} from '../support/customer.js';

describe('signing up', () => {
  let house: TestHouse;

  beforeAll(async () => {
    house = await createTestHouse({ plugins: [authForTests()] });
  });
  afterAll(() => house?.close());

  const post = (path: string, body: object) => house.request().post(`/api/auth/${path}`).send(body);

  it('ends with a confirmed address that can sign in', async () => {
    const email = await signUp(house);
    const before = await post('login', { email, password: PASSWORD }).expect(403);
    expect(before.body.code).toBe('email_unconfirmed');
    const { token } = await confirmationOf(house, email);
    const answer = await post('confirm', { token }).expect(200);
    expect(answer.body).toEqual({ status: 'confirmed' });
    expect(answer.get('Cache-Control')).toBe('no-store');
    await signIn(house, email);
  });

  it('confirms by a typed code, however it is spelled', async () => {
    const email = await signUp(house);
    const { code } = await confirmationOf(house, email);
    expect(code).toMatch(/^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/);
    await post('confirm', {
      email: ` ${email.toUpperCase()}`,
      code: ` ${code.toLowerCase().replace('-', ' ')} `,
    }).expect(200);
    await signIn(house, email);
  });

  it('spends a link once, also when twenty ask at the same time', async () => {
    const email = await signUp(house);
    const { token } = await confirmationOf(house, email);
    const answers = await Promise.all(Array.from({ length: 20 }, () => post('confirm', { token })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const { status, body } of answers.filter((answer) => answer.status !== 200)) {
      expect([status, body.code]).toEqual([410, 'token_used']);
    }
  });

  it('refuses a link after a day, an invented one, and one that was replaced', async () => {
    const email = await signUp(house);
    const { token } = await confirmationOf(house, email);
    house.clock.advance(61_000);
    await post('confirm/resend', { email }).expect(202);
    const newer = await confirmationOf(house, email);
    expect(newer.token).not.toBe(token);
    for (const refused of [token, 'a'.repeat(43)]) {
      const answer = await post('confirm', { token: refused }).expect(410);
      expect(answer.body.code).toBe('token_expired');
    }
    house.clock.advance(86_400_000);
    expect((await post('confirm', { token: newer.token }).expect(410)).body.code).toBe('token_expired');
  });

  it('gives a code five tries and ten minutes', async () => {
    const email = await signUp(house);
    const { code } = await confirmationOf(house, email);
    const wrong = code.startsWith('A') ? `B${code.slice(1)}` : `A${code.slice(1)}`;
    // Twenty at once: not one more than five is looked at.
    const answers = await Promise.all(Array.from({ length: 20 }, () => post('confirm', { email, code: wrong })));
    for (const { status, body } of answers) expect([status, body.code]).toEqual([400, 'invalid_code']);
    expect((await post('confirm', { email, code }).expect(400)).body.code).toBe('invalid_code');
    const [{ code_tries: tries }] = await house.dataSource.query(
      'SELECT t.code_tries FROM auth_token t JOIN auth_user u ON u.id = t.user_id WHERE u.email = $1',
      [email],
    );
    expect(tries).toBe(5);

    const late = await signUp(house);
    const second = await confirmationOf(house, late);
    house.clock.advance(10 * 60_000 + 1);
    expect((await post('confirm', { email: late, code: second.code }).expect(400)).body.code).toBe('invalid_code');
    await post('confirm', { token: second.token }).expect(200);
  });

  it.each([
    ['signup', { password: PASSWORD, name: 'Mallory' }],
    ['confirm/resend', {}],
  ])('writes one row of the queue and nothing else for %s, whoever the address belongs to', async (path, body) => {
    const [known, waiting] = [await confirmed(house), await signUp(house)];
    const rows = async () => {
      const [found] = await house.dataSource.query(
        `SELECT (SELECT count(*) FROM graphile_worker._private_jobs)::int AS jobs, (SELECT count(*) FROM house_mail)::int
           AS mails, (SELECT count(*) FROM house_audit)::int AS audit, (SELECT count(*) FROM auth_user)::int AS users`,
      );
      return found as Record<'jobs' | 'mails' | 'audit' | 'users', number>;
    };
    for (const email of [known, waiting, `nobody-${path.length}@example.org`]) {
      const before = await rows();
      await post(path, { ...body, email }).expect(202);
      expect(await rows()).toEqual({ ...before, jobs: before.jobs + 1 });
    }
  });

  it('answers a known address like an unknown one, and writes to its owner', async () => {
    const known = await confirmed(house);
    const body = { password: PASSWORD, name: 'Mallory' };
    const answers = await Promise.all([
      post('signup', { ...body, email: known.toUpperCase() }),
      post('signup', { ...body, email: 'never-seen@example.org' }),
    ]);
    expect(sameness(answers[0])).toEqual(sameness(answers[1]));
    expect(answers[0]?.status).toBe(202);
    const mails = await mailsTo(house, known);
    expect(mails.map(({ template }) => template)).toEqual([
      'auth.confirm-address',
      'auth.welcome',
      'auth.address-known',
    ]);
    await signIn(house, known);

    const resends = await Promise.all([
      post('confirm/resend', { email: known }),
      post('confirm/resend', { email: 'nobody-at-all@example.org' }),
    ]);
    expect(sameness(resends[0])).toEqual(sameness(resends[1]));
    expect(await mailsTo(house, known)).toHaveLength(3);
    const codes = await Promise.all([
      post('confirm', { email: known, code: 'AAAA-AAAA' }),
      post('confirm', { email: 'nobody-at-all@example.org', code: 'AAAA-AAAA' }),
    ]);
    expect(sameness(codes[0])).toEqual(sameness(codes[1]));
  });

  it('makes one account and sends one mail, also when twenty sign up at the same time', async () => {
    const email = 'twenty@example.org';
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => post('signup', { email, password: PASSWORD, name: 'Ada' })),
    );
    for (const { status } of answers) expect(status).toBe(202);
    await Promise.all(Array.from({ length: 5 }, () => house.runJobs()));
    expect(await house.dataSource.query('SELECT 1 FROM auth_user WHERE email_key = $1', [email])).toHaveLength(1);
    expect(await mailsTo(house, email)).toHaveLength(1);
    // Inside the cooldown nobody is bothered again.
    await post('confirm/resend', { email }).expect(202);
    expect(await mailsTo(house, email)).toHaveLength(1);
  });

  it('lets the latest mailed sign-up count while nobody has proven the address', async () => {
    const email = await signUp(house, 'first-wins-not@example.org', 'the very first pass phrase');
    const first = await confirmationOf(house, email);
    house.clock.advance(61_000);
    await signUp(house, email, 'a second and better phrase');
    await post('confirm', { token: first.token }).expect(410);
    const { token } = await confirmationOf(house, email);
    await post('confirm', { token }).expect(200);
    await post('login', { email, password: 'the very first pass phrase' }).expect(401);
    await signIn(house, email, 'a second and better phrase');
  });

  it('confirms with a mail what stood there when it was sent, whoever signs up meanwhile', async () => {
    const email = await signUp(house, 'waits-for-mail@example.org', 'the pass phrase of the owner');
    await signUp(house, email, 'the pass phrase of a stranger');
    const { token } = await confirmationOf(house, email);
    await post('confirm', { token }).expect(200);
    await post('login', { email, password: 'the pass phrase of a stranger' }).expect(401);
    await signIn(house, email, 'the pass phrase of the owner');
  });

  it('sends one address three confirmation mails in ten minutes and ten a day at most', async () => {
    const email = await signUp(house, 'often-asked@example.org');
    for (let tries = 0; tries < 6; tries += 1) {
      house.clock.advance(61_000);
      await post('confirm/resend', { email }).expect(202);
      await house.runJobs();
    }
    expect(await mailsTo(house, email)).toHaveLength(3);
    for (let tries = 0; tries < 12; tries += 1) {
      house.clock.advance(5 * 60_000);
      await post('confirm/resend', { email }).expect(202);
      await house.runJobs();
    }
    expect(await mailsTo(house, email)).toHaveLength(10);
  });

  it.each([
    ['short', 'fourteen chars', 'At least 15 characters.'],
    ['too long', 'x'.repeat(129), 'At most 128 characters.'],
    ['common', 'Password1234567!', expect.stringContaining('people use most')],
    ['repeated', 'kwarkwarkwarkwar', expect.stringContaining('over and over')],
    ['the product', 'Purser-Purser-99', expect.stringContaining('name of the product')],
    ['the name', 'AdaLovelace!2029', expect.stringContaining('your name')],
    ['the address', 'rosalind@lab.example', expect.stringContaining('your address')],
  ])('refuses a password that is %s, and says why', async (_, password, why) => {
    const answer = await post('signup', { email: 'rosalind@lab.example', password, name: 'Ada Lovelace' }).expect(400);
    expect(['weak_password', 'invalid_request']).toContain(answer.body.code);
    expect(answer.body.errors.password).toEqual(why);
  });

  it('takes any characters as a password, in either Unicode form', async () => {
    const email = await confirmed(house, 'unicode@example.org', 'Ünï¢ödé 🐘 päss-ẅort');
    await signIn(house, email, 'Ünï¢ödé 🐘 päss-ẅort'.normalize('NFD'));
  });

  it.each([
    ['no address', { email: 'nobody', password: PASSWORD, name: 'A' }],
    ['an endless address', { email: `${'a'.repeat(250)}@example.org`, password: PASSWORD, name: 'A' }],
    ['a wrong type', { email: 'a@example.org', password: 123, name: 'A' }],
    ['control characters', { email: 'a@example.org', password: PASSWORD, name: 'A\u0000B' }],
    ['nothing', {}],
  ])('refuses %s with 400', async (_, body) => {
    const answer = await post('signup', body).expect(400);
    expect(answer.body).toMatchObject({ code: 'invalid_request', errors: expect.any(Object) });
  });

  it('limits requests from one client address', async () => {
    const limited = await createTestHouse({ plugins: [auth()] });
    try {
      const agent = browser(limited);
      for (let times = 0; times < 30; times += 1) {
        await agent.post('/api/auth/confirm').send({ token: 'nothing' }).expect(410);
      }
      const answer = await agent.post('/api/auth/confirm').send({ token: 'nothing' }).expect(429);
      expect(Number(answer.get('Retry-After'))).toBeGreaterThan(0);
      limited.clock.advance(300_001);
      await agent.post('/api/auth/confirm').send({ token: 'nothing' }).expect(410);
    } finally {
      await limited.close();
    }
  });
});

/** Everything a stranger can compare, apart from what names the single request. */
function sameness(answer: { status: number; body: object; headers: Record<string, string> } | undefined) {
  const { date: _date, 'x-request-id': _id, 'set-cookie': cookies, ...headers } = answer?.headers ?? {};
  // Sealed, so every cookie has another value; its name and its attributes are the same. Max-Age says when it ends, and
  // does not change when a second passes between the two answers.
  const kept = [cookies ?? []].flat().map((line) => line.replace(/=[^;]*/, '').replace(/ Expires=[^;]*;/, ''));
  return { status: answer?.status, body: { ...answer?.body, requestId: '' }, headers, kept };
}
