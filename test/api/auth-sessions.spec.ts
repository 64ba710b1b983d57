import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { authForTests, browser, confirmed, PASSWORD, type SignedIn, signIn } from '../support/customer.js';

const NEW_PASSWORD = 'seventeen figs upon a dog';

describe('sessions of a customer', () => {
  let house: TestHouse;
  let other: TestHouse;
  let email: string;
  let laptop: SignedIn;
  let phone: SignedIn;

  beforeAll(async () => {
    house = await createTestHouse({ plugins: [authForTests()] });
    const { publicUrl, consoleUrl } = house.config;
    other = await createTestHouse({ plugins: [authForTests()], beside: house, config: { publicUrl, consoleUrl } });
  });
  afterAll(async () => {
    await other?.close();
    await house?.close();
  });
  beforeEach(async () => {
    email = await confirmed(house);
    laptop = await signIn(house, email);
    phone = await signIn(house, email);
  });

  const me = (person: SignedIn, at = house) => at.request().get('/api/auth/me').set('Authorization', person.bearer);
  const logout = (person: SignedIn, scope: string) =>
    person.agent.post('/api/auth/logout').set('Authorization', person.bearer).send({ scope });

  it('are listed with device, moment and which one this is', async () => {
    const { body } = await house.request().get('/api/auth/sessions').set('Authorization', laptop.bearer).expect(200);
    expect(body).toHaveLength(2);
    expect(body).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: laptop.sessionId, current: true, device: 'Firefox on Linux', place: null }),
        expect.objectContaining({ id: phone.sessionId, current: false, lastSeenAt: expect.stringMatching(/Z$/) }),
      ]),
    );
    expect(JSON.stringify(body)).not.toContain('hash');
  });

  it('end one by one; somebody else’s is not there', async () => {
    const end = (id: string, by: SignedIn) =>
      house.request().delete(`/api/auth/sessions/${id}`).set('Authorization', by.bearer);
    await end(phone.sessionId, laptop).expect(204);
    expect((await me(phone).expect(401)).body.code).toBe('signed_out_elsewhere');
    expect((await me(phone, other).expect(401)).body.code).toBe('signed_out_elsewhere');
    await end(phone.sessionId, laptop).expect(204);
    const stranger = await signIn(house, await confirmed(house));
    expect((await end(laptop.sessionId, stranger).expect(404)).body.code).toBe('not_found');
    await end('not-an-id', laptop).expect(404);
    await me(laptop).expect(200);
  });

  it.each([
    ['current', { laptop: 'signed_out', phone: null }],
    ['others', { laptop: null, phone: 'signed_out_elsewhere' }],
    ['all', { laptop: 'signed_out', phone: 'signed_out_elsewhere' }],
  ])('end by signing out of %s, at once and on every process', async (scope, expected) => {
    await logout(laptop, scope).expect(204);
    for (const [person, reason] of [
      [laptop, expected.laptop],
      [phone, expected.phone],
    ] as const) {
      for (const at of [house, other]) {
        const answer = await me(person, at);
        expect(reason ? [answer.status, answer.body.code] : answer.status).toEqual(reason ? [401, reason] : 200);
      }
    }
    // Again, with a token that is spent by now.
    await logout(laptop, scope).expect(204);
  });

  it('end by cookie alone, and by an expired access token', async () => {
    const answer = await laptop.agent.post('/api/auth/logout').expect(204);
    expect(String(answer.headers['set-cookie'])).toMatch(/purser-session=;.*Expires=Thu, 01 Jan 1970/);
    await me(laptop).expect(401);
    house.clock.advance(700_000);
    expect((await me(phone).expect(401)).body.code).toBe('token_expired');
    await house
      .request()
      .post('/api/auth/logout')
      .set({ 'X-Purser-Client': 'native', Authorization: phone.bearer })
      .send({})
      .expect(204);
    const [row] = await house.dataSource.query('SELECT end_reason FROM auth_session WHERE id = $1', [phone.sessionId]);
    expect(row.end_reason).toBe('signed_out');
  });

  it('of the cookie end when the token at hand is of one that is over already', async () => {
    await house
      .request()
      .delete(`/api/auth/sessions/${laptop.sessionId}`)
      .set('Authorization', phone.bearer)
      .expect(204);
    const again = await signIn(house, email, PASSWORD, laptop.agent);
    // A tab that still holds the old token signs out with the new cookie.
    await laptop.agent
      .post('/api/auth/logout')
      .set('Authorization', laptop.bearer)
      .send({ scope: 'current' })
      .expect(204);
    expect((await me(again).expect(401)).body.code).toBe('signed_out');
    await me(phone).expect(200);
  });

  it('of the cookie and of the token both end when they are two', async () => {
    await laptop.agent
      .post('/api/auth/logout')
      .set('Authorization', phone.bearer)
      .send({ scope: 'current' })
      .expect(204);
    expect((await me(laptop).expect(401)).body.code).toBe('signed_out');
    expect((await me(phone).expect(401)).body.code).toBe('signed_out');
  });

  it('that are over may not end others', async () => {
    await logout(laptop, 'current').expect(204);
    await logout(laptop, 'all').expect(204);
    await me(phone).expect(200);
  });

  it('end together without a deadlock when twenty ask at once', async () => {
    const many = await Promise.all(Array.from({ length: 10 }, () => signIn(house, email)));
    const answers = await Promise.all([...many, ...many].map((person) => logout(person, 'all')));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(204));
    const living = await house.dataSource.query('SELECT 1 FROM auth_session WHERE user_id = $1 AND ended_at IS NULL', [
      laptop.userId,
    ]);
    expect(living).toHaveLength(0);
  });

  it('end when the password changes, except this one, and the person is told', async () => {
    const change = (body: object) =>
      house.request().post('/api/auth/password').set('Authorization', laptop.bearer).send(body);
    expect((await change({ current: 'wrong', new: NEW_PASSWORD }).expect(400)).body.code).toBe('wrong_password');
    expect((await change({ current: PASSWORD, new: 'passwordpassword' }).expect(400)).body.code).toBe('weak_password');
    await change({ current: PASSWORD, new: NEW_PASSWORD }).expect(204);
    await me(laptop).expect(200);
    expect((await me(phone).expect(401)).body.code).toBe('password_changed');
    expect((await house.mails(email)).at(-1)?.template).toBe('auth.password-changed');
    await house.request().post('/api/auth/login').send({ email, password: PASSWORD }).expect(401);
    await signIn(house, email, NEW_PASSWORD);
  });

  it('let one of twenty simultaneous changes of the password win', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, at) =>
        house
          .request()
          .post('/api/auth/password')
          .set('Authorization', laptop.bearer)
          .send({ current: PASSWORD, new: `${NEW_PASSWORD} ${at}`, endOthers: false }),
      ),
    );
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
    await me(phone).expect(200);
  });

  it('know who they belong to, and what the person prefers', async () => {
    const patch = (body: object) =>
      house.request().patch('/api/auth/me').set('Authorization', laptop.bearer).send(body);
    const id = '01890000-0000-7000-8000-000000000001';
    const { body } = await patch({ name: ' Ada King ', locale: 'de', defaultWorkspaceId: id }).expect(200);
    expect(body).toMatchObject({ name: 'Ada King', locale: 'de', defaultWorkspaceId: id, email });
    const { body: mine } = await me(laptop).expect(200);
    expect(mine).toMatchObject({
      user: body,
      permissions: [],
      memberships: [],
      defaultWorkspaceId: id,
      session: { id: laptop.sessionId },
    });
    for (const wrong of [{ name: '' }, { locale: 'xx' }, { defaultWorkspaceId: 'mine' }, { name: 7 }]) {
      expect((await patch(wrong).expect(400)).body.code).toBe('invalid_request');
    }
    // What cannot be changed here is not changed.
    await patch({ email: 'other@example.org', passwordHash: 'x', confirmedAt: null }).expect(200);
    expect((await me(laptop).expect(200)).body.user.email).toBe(email);
  });

  it('hear of their end within two seconds, on whichever process they listen', async () => {
    const streams = [listen(house, laptop), listen(other, laptop), listen(other, phone)];
    const [here, there, untouched] = await Promise.all(streams);
    const started = Date.now();
    await house
      .request()
      .delete(`/api/auth/sessions/${laptop.sessionId}`)
      .set('Authorization', phone.bearer)
      .expect(204);
    expect(await here?.ended).toBe('signed_out_elsewhere');
    expect(await there?.ended).toBe('signed_out_elsewhere');
    expect(Date.now() - started).toBeLessThan(2000);
    expect(untouched?.isOpen()).toBe(true);
    await logout(phone, 'current').expect(204);
    expect(await untouched?.ended).toBe('signed_out');
  });

  it('do not hold a process up that stops', async () => {
    const { publicUrl, consoleUrl } = house.config;
    const short = await createTestHouse({
      plugins: [authForTests()],
      beside: house,
      config: { publicUrl, consoleUrl },
    });
    const stream = await listen(short, laptop);
    const started = Date.now();
    await short.close();
    // Held up by the stream it would never end.
    expect(Date.now() - started).toBeLessThan(8000);
    expect(await stream.ended).toBeNull();
  });

  it('hear nothing without a token of their own', async () => {
    await browser(house).get('/api/auth/events').expect(401);
    await browser(house).get('/api/auth/events').set('Authorization', 'Bearer nonsense').expect(401);
  });
});

/** Opens the stream as the client does; `ended` is the reason, or null when the server hung up without one. */
async function listen(house: TestHouse, person: SignedIn) {
  const response = await fetch(`${house.url}/api/auth/events`, { headers: { Authorization: person.bearer } });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  let open = true;
  const ended = (async () => {
    const text = await response.text();
    open = false;
    const data = /event: session-ended\ndata: (.*)/.exec(text)?.[1];
    return data ? (JSON.parse(data).reason as string) : null;
  })();
  return { ended, isOpen: () => open };
}
