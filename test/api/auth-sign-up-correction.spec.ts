/** A mistyped address is corrected before it is confirmed, by the browser that signed up and by nobody else. */
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import {
  type Agent,
  authForTests,
  browser,
  confirmationOf,
  confirmed,
  cookieIn,
  mailsTo,
  PASSWORD,
  signIn,
  signUp,
} from '../support/customer.js';

const DAY = 86_400_000;
let serial = 0;
const address = (what: string) => `${what}-${++serial}@example.org`;

describe('a mistyped address', () => {
  let house: TestHouse;
  let agent: Agent;

  beforeAll(async () => {
    house = await createTestHouse({ plugins: [authForTests()] });
  });
  afterAll(() => house?.close());
  beforeEach(() => {
    agent = browser(house);
  });

  const join = (email: string, more: object = {}) =>
    agent.post('/api/auth/signup').send({ email, password: PASSWORD, name: 'Ada Lovelace', ...more });
  const correct = (email: string, by = agent) => by.post('/api/auth/signup/correct').send({ email });
  const confirm = (body: object, by = agent) => by.post('/api/auth/confirm').send(body);
  const templates = async (to: string) => (await mailsTo(house, to)).map(({ template }) => template);
  const shape = ({ status, body, headers }: { status: number; body: object; headers: object }) => ({
    status,
    body,
    headers: Object.keys(headers).sort(),
  });

  it('is replaced at once: a mail goes to the right one, and the first link and code are dead', async () => {
    const [wrong, right] = [address('adda'), address('ada')];
    await join(wrong, { locale: 'de' }).expect(202);
    const first = await confirmationOf(house, wrong);
    expect((await correct(right).expect(202)).body).toEqual({ status: 'confirmation_sent' });
    const [mail] = await mailsTo(house, right);
    expect((await confirm({ token: first.token }).expect(410)).body.code).toBe('token_expired');
    expect((await confirm({ email: wrong, code: first.code }).expect(400)).body.code).toBe('invalid_code');
    expect(mail).toMatchObject({ template: 'auth.confirm-address', locale: 'de' });
    await confirm({ token: (await confirmationOf(house, right)).token }).expect(200);
    await signIn(house, right);
    await agent.post('/api/auth/login').send({ email: wrong, password: PASSWORD }).expect(401);
  });

  it('may be corrected again, also back, but not without an end', async () => {
    await join(address('first')).expect(202);
    for (let times = 0; times < 5; times += 1) await correct(address('next')).expect(202);
    expect((await correct(address('last')).expect(410)).body.code).toBe('sign_up_over');
  });

  it('is answered alike, whether it or the right one is known; and the right one is always written to', async () => {
    const [known, knownToo] = [await confirmed(house, address('known')), await confirmed(house, address('known'))];
    const answers = [];
    for (const [wrong, right] of [
      [address('adda'), address('ada')],
      [known, address('ada')],
      [address('adda'), knownToo],
    ] as const) {
      agent = browser(house);
      await join(wrong).expect(202);
      await house.runJobs();
      answers.push(shape(await correct(right)));
      expect((await templates(right)).at(-1)).toBe(right === knownToo ? 'auth.address-known' : 'auth.confirm-address');
    }
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    await signIn(house, known);
    await signIn(house, knownToo);
  });

  it('of somebody else stays theirs: a stranger has neither cookie nor claim', async () => {
    const email = address('owner');
    await join(email).expect(202);
    const { token } = await confirmationOf(house, email);
    const stranger = browser(house);
    expect((await correct(address('thief'), stranger).expect(410)).body.code).toBe('sign_up_over');
    // Who signs up with it, too, inside the cooldown: nothing of theirs stands there, so nothing is let go.
    await stranger.post('/api/auth/signup').send({ email, password: 'the pass phrase of a thief', name: 'Eve' });
    await house.runJobs();
    await correct(address('thief'), stranger).expect(202);
    await house.runJobs();
    await confirm({ token }).expect(200);
    await signIn(house, email);
  });

  it('that was confirmed meanwhile stays: the browser has no claim to it any more', async () => {
    const email = address('quick');
    await join(email).expect(202);
    await house
      .request()
      .post('/api/auth/confirm')
      .send({ token: (await confirmationOf(house, email)).token });
    await correct(address('other')).expect(202);
    await house.runJobs();
    await signIn(house, email);
  });

  it('is not let go by a forged cookie, nor a day later, nor from another site', async () => {
    const email = address('kept');
    const cookie = cookieIn(await join(email).expect(202), 'purser-sign-up');
    expect(cookie).not.toContain(email);
    const bytes = Buffer.from(cookie, 'base64url');
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    for (const forged of [bytes.toString('base64url'), 'x', cookie.slice(0, 20)]) {
      const by = browser(house).set('Cookie', `purser-sign-up=${forged}`);
      expect((await correct(address('thief'), by).expect(410)).body.code).toBe('sign_up_over');
    }
    const foreign = house.request().set({ 'Sec-Fetch-Site': 'cross-site', Cookie: `purser-sign-up=${cookie}` });
    expect((await correct(address('thief'), foreign).expect(403)).body.code).toBe('csrf');
    house.clock.advance(DAY + 1);
    expect((await correct(address('late')).expect(410)).body.code).toBe('sign_up_over');
  });

  it('keeps an invitation through correction, resend and code', async () => {
    const [wrong, right] = [address('adda'), address('ada')];
    await join(wrong, { invitation: 'sealed-invitation' }).expect(202);
    await house.runJobs();
    await correct(right).expect(202);
    await house.runJobs();
    house.clock.advance(61_000);
    await agent.post('/api/auth/confirm/resend').send({ email: right }).expect(202);
    const mail = (await mailsTo(house, right)).at(-1);
    const fragment = new URLSearchParams(new URL(String(mail?.data.link)).hash.slice(1));
    expect(fragment.get('invitation')).toBe('sealed-invitation');
    const { code } = await confirmationOf(house, right);
    const { body, headers } = await confirm({ email: right, code }).expect(200);
    expect(body).toEqual({ status: 'confirmed', invitation: 'sealed-invitation' });
    expect(String(headers['set-cookie'])).toMatch(/^purser-sign-up=;/);
    expect(JSON.stringify(await house.dataSource.query('SELECT * FROM auth_user'))).not.toContain('sealed-invitation');
  });

  it('of another browser gives no invitation away', async () => {
    const email = address('ada');
    await join(email, { invitation: 'sealed-invitation' }).expect(202);
    const { code } = await confirmationOf(house, email);
    expect((await confirm({ email, code }, browser(house)).expect(200)).body).toEqual({ status: 'confirmed' });
  });

  it('is let go once, also when twenty corrections come at the same time', async () => {
    const wrong = address('adda');
    await join(wrong).expect(202);
    await house.runJobs();
    const rights = Array.from({ length: 20 }, () => address('ada'));
    const answers = await Promise.all(rights.map((right) => correct(right)));
    expect(answers.every(({ status }) => status === 202)).toBe(true);
    await house.runJobs();
    const left = await house.dataSource.query('SELECT 1 FROM auth_user WHERE email = ANY ($1::text[])', [
      [wrong, ...rights],
    ]);
    expect(left).toHaveLength(1);
  });

  it('whose sign-up still waits in the queue is never entered at all', async () => {
    const [wrong, right] = [address('adda'), address('ada')];
    await join(wrong).expect(202);
    await correct(right).expect(202);
    expect(await templates(right)).toEqual(['auth.confirm-address']);
    expect(await templates(wrong)).toEqual([]);
  });

  it('is let go after three corrections, two of which were not even looked at', async () => {
    const wrong = address('adda');
    await join(wrong).expect(202);
    await house.runJobs();
    for (let times = 0; times < 3; times += 1) await correct(address('ada')).expect(202);
    await house.runJobs();
    expect(await house.dataSource.query('SELECT 1 FROM auth_user WHERE email = $1', [wrong])).toEqual([]);
  });

  it('leaves other sign-ups alone', async () => {
    const other = await signUp(house, address('other'));
    await join(address('adda')).expect(202);
    await correct(address('ada')).expect(202);
    await confirm({ token: (await confirmationOf(house, other)).token }).expect(200);
  });
});
