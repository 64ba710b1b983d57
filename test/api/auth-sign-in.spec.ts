import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { auth } from '../../plugins/auth/backend/auth.plugin.js';
import { authForTests, browser, confirmed, PASSWORD, signIn } from '../support/customer.js';

const WRONG = 'certainly not the password';

describe('signing in', () => {
  let house: TestHouse;

  beforeAll(async () => {
    house = await createTestHouse({ plugins: [authForTests()] });
  });
  afterAll(() => house?.close());

  const login = (email: string, password: string) => house.request().post('/api/auth/login').send({ email, password });

  it('answers a wrong password like an address nobody has', async () => {
    const email = await confirmed(house);
    const answers = await Promise.all([login(email, WRONG), login('nobody@example.org', WRONG)]);
    const [known, unknown] = answers.map(({ status, body, headers }) => {
      const { date: _date, 'x-request-id': _id, ...rest } = headers;
      return { status, body: { ...body, requestId: '' }, headers: rest };
    });
    expect(known).toEqual(unknown);
    expect(known?.body).toEqual({ code: 'invalid_credentials', message: expect.any(String), requestId: '' });
  });

  it('makes a person wait twice as long from the fifth failure on, and lets them in after', async () => {
    const email = await confirmed(house);
    for (let failure = 1; failure <= 5; failure += 1) await login(email, WRONG).expect(401);
    const blocked = await login(email, PASSWORD).expect(429);
    expect(blocked.body).toMatchObject({ code: 'too_many_attempts', retryAfter: 15 });
    expect(blocked.get('Retry-After')).toBe('15');
    house.clock.advance(15_001);
    await login(email, WRONG).expect(401);
    expect((await login(email, PASSWORD).expect(429)).body.retryAfter).toBe(30);
    house.clock.advance(30_001);
    await signIn(house, email);
    // A right password forgets the failures.
    for (let failure = 1; failure <= 4; failure += 1) await login(email, WRONG).expect(401);
    await login(email, PASSWORD).expect(200);
  });

  it('waits the same for an address nobody has', async () => {
    for (let failure = 1; failure <= 5; failure += 1) await login('ghost@example.org', WRONG).expect(401);
    expect((await login('Ghost@Example.org', WRONG).expect(429)).body.code).toBe('too_many_attempts');
  });

  it('never waits longer than a quarter of an hour', async () => {
    const email = await confirmed(house);
    for (let failure = 1; failure <= 16; failure += 1) {
      await login(email, WRONG).expect(401);
      house.clock.advance(900_001);
    }
    await login(email, WRONG).expect(401);
    const { body } = await login(email, PASSWORD).expect(429);
    expect(body.retryAfter).toBeLessThanOrEqual(900);
  });

  it('is limited per client address and account, over all processes', async () => {
    const strict = await createTestHouse({ plugins: [auth({ signIn: { backoffFrom: 1000 } })] });
    const beside = await createTestHouse({ plugins: [auth({ signIn: { backoffFrom: 1000 } })], beside: strict });
    try {
      const attempt = (at: TestHouse, email: string) =>
        at.request().post('/api/auth/login').send({ email, password: WRONG });
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, each) => attempt(each % 2 ? strict : beside, 'one@example.org')),
      );
      expect(answers.filter(({ status }) => status === 401)).toHaveLength(10);
      for (const { body } of answers.filter(({ status }) => status === 429)) {
        expect(body).toMatchObject({ code: 'too_many_requests', retryAfter: expect.any(Number) });
      }
      await attempt(strict, 'two@example.org').expect(401);
    } finally {
      await beside.close();
      await strict.close();
    }
  });

  it('tells of a suspension only those who know the password', async () => {
    const email = await confirmed(house);
    await house.dataSource.query(
      `UPDATE auth_user SET disabled_at = now(), disabled_reason = 'test' WHERE email = $1`,
      [email],
    );
    expect((await login(email, WRONG).expect(401)).body.code).toBe('invalid_credentials');
    expect((await login(email, PASSWORD).expect(403)).body.code).toBe('account_disabled');
    const trail = await house.dataSource.query(
      `SELECT entry::jsonb #>> '{detail,why}' AS why FROM house_audit
       WHERE what = 'auth.sign-in-refused' AND subject_id = (SELECT id::text FROM auth_user WHERE email = $1) ORDER BY at`,
      [email],
    );
    expect(trail.at(-1)).toEqual({ why: 'disabled' });
  });

  it('refuses at once when too many hashes wait, and serves those that do not', async () => {
    const busy = await createTestHouse({ plugins: [authForTests({ hashing: { concurrency: 1, queue: 2 } })] });
    try {
      const email = await confirmed(busy);
      const answers = await Promise.all(
        Array.from({ length: 40 }, async () => {
          const started = performance.now();
          const { status, body, headers } = await busy
            .request()
            .post('/api/auth/login')
            .send({ email, password: PASSWORD });
          return { status, body, retryAfter: headers['retry-after'], took: performance.now() - started };
        }),
      );
      const refused = answers.filter(({ status }) => status === 503);
      expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(3);
      expect(refused.length).toBeGreaterThan(0);
      for (const { body, retryAfter } of refused) {
        expect(body.code).toBe('unavailable');
        expect(Number(retryAfter)).toBeGreaterThan(0);
      }
    } finally {
      await busy.close();
    }
  });

  it('hashes with argon2id as the rules say, and again when they grow stricter', async () => {
    const email = await confirmed(house);
    const hashOf = async () =>
      (await house.dataSource.query('SELECT password_hash FROM auth_user WHERE email = $1', [email]))[0].password_hash;
    expect(await hashOf()).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const stricter = await createTestHouse({ plugins: [authForTests({ hashing: { passes: 3 } })], beside: house });
    try {
      await signIn(stricter, email);
      expect(await hashOf()).toMatch(/^\$argon2id\$v=19\$m=19456,t=3,p=1\$/);
      await signIn(house, email);
    } finally {
      await stricter.close();
    }
  });

  it('writes down who, where and how, and never a secret', async () => {
    const email = await confirmed(house);
    await login(email, WRONG).expect(401);
    const { sessionId } = await signIn(house, email);
    const rows: { what: string; entry: string }[] = await house.dataSource.query(
      `SELECT what, entry FROM house_audit WHERE subject_id = $1 OR subject_id = (SELECT id::text FROM auth_user WHERE email = $2)`,
      [sessionId, email],
    );
    expect(rows.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['auth.signed-up', 'auth.address-confirmed', 'auth.sign-in-refused', 'auth.signed-in']),
    );
    const text = rows.map(({ entry }) => entry).join('\n');
    expect(text).not.toContain(PASSWORD);
    expect(text).not.toContain(WRONG);
    expect(text).toContain('127.0.0.1');
  });

  it('takes SQL, odd Unicode and endless values for what they are', async () => {
    for (const email of ["' OR 1=1 --@example.org", 'a@b', '\u202Eada@example.org\u0000', 'x'.repeat(10_000)]) {
      await login(email, PASSWORD).expect(400);
    }
    await login('sql@example.org', `'; DROP TABLE auth_user; --`).expect(401);
    await login('long@example.org', 'x'.repeat(1024)).expect(401);
    await login('long@example.org', 'x'.repeat(1025)).expect(400);
    const broken = await browser(house)
      .post('/api/auth/login')
      .set('Content-Type', 'application/json')
      .send('{"email":')
      .expect(400);
    expect(broken.body.code).toBe('invalid_json');
  });
});
