import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { reset } from '../../plugins/reset/backend/reset.plugin.js';
import { authForTests, browser, confirmationOf, confirmed, PASSWORD, signIn, signUp } from '../support/customer.js';
import { anOperator } from '../support/people.js';

const NEW = 'brave otters sail at noon';
const FREE = { points: 100_000 };

describe('recovering an account', () => {
  let house: TestHouse;

  beforeAll(async () => {
    house = await createTestHouse({ plugins: [authForTests(), reset({ perAddress: FREE })] });
  });
  afterAll(() => house?.close());

  const post = (path: string, body: object) => house.request().post(`/api/reset/${path}`).send(body);

  async function ask(email: string): Promise<void> {
    await post('request', { email }).expect(202);
    expect((await house.runJobs()).failed).toEqual([]);
  }

  async function keyOf(email: string): Promise<{ token: string; code: string }> {
    const mails = (await house.mails(email)).filter(({ template }) => template === 'reset.recover-account');
    const { link, code } = mails.at(-1)?.data ?? {};
    if (!link) throw new Error(`no recovery mail to ${email}`);
    const url = new URL(String(link));
    return { token: new URLSearchParams(url.hash.slice(1)).get('token') ?? '', code: String(code) };
  }

  async function asked(): Promise<{ email: string; token: string; code: string }> {
    const email = await confirmed(house);
    await ask(email);
    return { email, ...(await keyOf(email)) };
  }

  const mailsOf = async (email: string) => (await house.mails(email)).map(({ template }) => template);

  it('leads by a link to a new password, ends every session, and tells the person', async () => {
    const { email, token } = await asked();
    const before = await signIn(house, email);
    const check = await post('check', { token }).expect(200);
    expect(check.body.email).toBe(`${email.slice(0, 1)}•••@example.org`);
    const left = Date.parse(check.body.expiresAt) - house.clock.now().getTime();
    expect(Math.round(left / 60_000)).toBe(60);
    expect(check.get('Cache-Control')).toBe('no-store');
    const done = await post('complete', { token, password: NEW }).expect(204);
    expect(done.get('set-cookie')).toBeUndefined();

    const refused = await before.agent.post('/api/auth/refresh').expect(401);
    expect(refused.body.code).toBe('password_changed');
    await browser(house).post('/api/auth/login').send({ email, password: PASSWORD }).expect(401);
    await signIn(house, email, NEW);
    expect(await mailsOf(email)).toEqual([
      'auth.confirm-address',
      'auth.welcome',
      'reset.recover-account',
      'auth.password-changed',
      // Every device was forgotten with the old password.
      'auth.new-device',
    ]);
    expect((await post('complete', { token, password: NEW }).expect(410)).body.code).toBe('token_used');
    expect((await post('check', { token }).expect(410)).body.code).toBe('token_used');
  });

  it('leads there by the code, typed on another device, with five tries and ten minutes', async () => {
    const { email, code } = await asked();
    await post('complete', { email: email.toUpperCase(), code: code.toLowerCase(), password: NEW }).expect(204);
    await signIn(house, email, NEW);

    const second = await asked();
    const wrong = second.code.startsWith('A') ? `B${second.code.slice(1)}` : `A${second.code.slice(1)}`;
    const tries = await Promise.all(
      Array.from({ length: 20 }, () => post('complete', { email: second.email, code: wrong, password: NEW })),
    );
    for (const { status, body } of tries) expect([status, body.code]).toEqual([400, 'invalid_code']);
    await post('complete', { email: second.email, code: second.code, password: NEW }).expect(400);
    await post('complete', { token: second.token, password: NEW }).expect(204);

    const late = await asked();
    house.clock.advance(600_001);
    await post('complete', { email: late.email, code: late.code, password: NEW }).expect(400);
  });

  it('lets one of twenty through', async () => {
    const { email, token } = await asked();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => post('complete', { token, password: `${NEW} number ${n}` })),
    );
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
    for (const { status, body } of answers.filter(({ status }) => status !== 204)) {
      expect([status, body.code]).toEqual([410, 'token_used']);
    }
    const winner = answers.findIndex(({ status }) => status === 204);
    await signIn(house, email, `${NEW} number ${winner}`);
    expect((await mailsOf(email)).filter((name) => name === 'auth.password-changed')).toHaveLength(1);
  });

  it('knows only the newest link, for an hour', async () => {
    const { email, token } = await asked();
    await ask(email);
    expect(await keyOf(email)).toMatchObject({ token });
    house.clock.advance(61_000);
    await ask(email);
    const newer = await keyOf(email);
    expect(newer.token).not.toBe(token);
    for (const step of ['check', 'complete']) {
      expect((await post(step, { token, password: NEW }).expect(410)).body.code).toBe('token_superseded');
    }
    house.clock.advance(3_600_000);
    for (const step of ['check', 'complete']) {
      const answer = await post(step, { token: newer.token, password: NEW }).expect(410);
      expect(answer.body.code).toBe('token_expired');
    }
  });

  it('spends nothing on a weak password, and says why it is weak', async () => {
    const { email, token } = await asked();
    const answer = await post('complete', { token, password: `${email} ${email}` }).expect(400);
    expect(answer.body.code).toBe('weak_password');
    expect(answer.body.errors.password).toMatch(/your name or your address/);
    expect((await post('complete', { token, password: 'short' }).expect(400)).body.code).toBe('invalid_request');
    await post('complete', { token, password: NEW }).expect(204);
  });

  it('answers alike whoever the address belongs to, and writes once into the queue for each', async () => {
    const known = await confirmed(house);
    const unconfirmed = await signUp(house);
    const disabled = await confirmed(house);
    await house.dataSource.query(
      `UPDATE auth_user SET disabled_at = now(), disabled_reason = 'test' WHERE email = $1`,
      [disabled],
    );
    const addresses = [known, unconfirmed, disabled, 'nobody-ever@example.org', known];
    // A request for an address that waits already writes over the row that waits.
    const written = async () => {
      const [row] = await house.dataSource.query(
        'SELECT coalesce(sum(1 + revision), 0)::int AS n FROM graphile_worker._private_jobs',
      );
      return row.n as number;
    };
    const seen = [];
    for (const email of addresses) {
      const before = await written();
      const answer = await post('request', { email });
      const { 'x-request-id': _, date: __, ...headers } = answer.headers;
      seen.push({
        status: answer.status,
        body: answer.body,
        headers: Object.keys(headers).sort(),
        writes: (await written()) - before,
      });
    }
    for (const each of seen) expect(each).toEqual(seen[0]);
    expect(seen[0]).toMatchObject({ status: 202, body: { status: 'mail_sent_if_known' }, writes: 1 });
    await house.runJobs();
    const recovery = async (email: string) => (await mailsOf(email)).filter((name) => name === 'reset.recover-account');
    expect(await recovery(known)).toHaveLength(1);
    expect(await recovery(unconfirmed)).toHaveLength(1);
    expect(await recovery(disabled)).toHaveLength(0);
    expect(await recovery('nobody-ever@example.org')).toHaveLength(0);
  });

  it('proves the mailbox of somebody who had not confirmed yet', async () => {
    const email = await signUp(house);
    await confirmationOf(house, email);
    await ask(email);
    await post('complete', { token: (await keyOf(email)).token, password: NEW }).expect(204);
    await signIn(house, email, NEW);
  });

  it('does not let anybody past a suspension', async () => {
    const { email, token } = await asked();
    await house.dataSource.query(
      `UPDATE auth_user SET disabled_at = now(), disabled_reason = 'test' WHERE email = $1`,
      [email],
    );
    for (const step of ['check', 'complete']) {
      expect((await post(step, { token, password: NEW }).expect(403)).body.code).toBe('account_disabled');
    }
    await house.dataSource.query('UPDATE auth_user SET disabled_at = NULL, disabled_reason = NULL WHERE email = $1', [
      email,
    ]);
    await post('complete', { token, password: NEW }).expect(204);
  });

  it('stays open while strangers have the account blocked, and lifts the block', async () => {
    const { email, token } = await asked();
    for (let n = 0; n < 5; n += 1) {
      await browser(house).post('/api/auth/login').send({ email, password: 'wrong wrong wrong' }).expect(401);
    }
    await browser(house).post('/api/auth/login').send({ email, password: PASSWORD }).expect(429);
    await post('complete', { token, password: NEW }).expect(204);
    await signIn(house, email, NEW);
  });

  it('mails a person at most three times in ten minutes, however many ask', async () => {
    const email = await confirmed(house);
    for (let minute = 0; minute < 9; minute += 1) {
      await Promise.all(Array.from({ length: 5 }, () => post('request', { email })));
      await house.runJobs();
      house.clock.advance(61_000);
    }
    // The confirmation of the address was the first of what anybody can ask for.
    const asked = ['auth.confirm-address', 'reset.recover-account'];
    expect((await mailsOf(email)).filter((name) => asked.includes(name))).toHaveLength(3);
  });

  it('does nothing for scanners that get and head what stands in a mail', async () => {
    const { token } = await asked();
    for (const path of ['request', 'check', 'complete']) {
      await house.request().get(`/api/reset/${path}`).query({ token }).expect(404);
      await house.request().head(`/api/reset/${path}`).query({ token }).expect(404);
    }
    await post('complete', { token, password: NEW }).expect(204);
  });

  it('is sent by operators who may, with their reason in the trail; refusals stand there too, tokens never', async () => {
    const email = await confirmed(house);
    const [{ id }] = await house.dataSource.query('SELECT id FROM auth_user WHERE email = $1', [email]);
    const start = (bearer: string, reason: string) =>
      house.request().post(`/api/console/users/${id}/recovery`).set('Authorization', bearer).send({ reason });
    const auditor = await anOperator(house, ['auditor']);
    await start(auditor.bearer, 'asked by phone').expect(403);
    const owner = await anOperator(house);
    await start(owner.bearer, ' ').expect(400);
    const answer = await start(owner.bearer, 'asked by phone').expect(200);
    expect(answer.body).toEqual({ id, outcome: 'mailed' });
    const { token } = await keyOf(email);
    await post('check', { token: [...token].reverse().join('') }).expect(410);
    const trail = await house.dataSource.query(
      `SELECT what, entry::text FROM house_audit WHERE what LIKE 'reset.%' ORDER BY at DESC LIMIT 2`,
    );
    expect(trail.map((row: { what: string }) => row.what)).toEqual(['reset.refused', 'reset.requested']);
    expect(trail[1].entry).toContain('asked by phone');
    for (const row of trail) expect(row.entry).not.toContain(token.slice(1));
  });
});

describe('asking again and again', () => {
  it('is turned away with a time to wait', async () => {
    const house = await createTestHouse({
      plugins: [authForTests(), reset({ perAddress: { points: 3, seconds: 60 } })],
    });
    try {
      const ask = () => house.request().post('/api/reset/request').send({ email: 'a@example.org' });
      for (let n = 0; n < 3; n += 1) await ask().expect(202);
      const answer = await ask().expect(429);
      expect(Number(answer.get('Retry-After'))).toBeGreaterThan(0);
    } finally {
      await house.close();
    }
  });
});
