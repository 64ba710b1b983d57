import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { CreateOperator } from '../../plugins/auth/backend/operator/create-operator.command.js';
import { authForTests, confirmed, cookieIn, PASSWORD, type SignedIn, signIn, signUp } from '../support/customer.js';
import { anOperator, type TestPerson } from '../support/people.js';

const HEADERS = { 'X-Purser-Client': 'console', 'Sec-Fetch-Site': 'same-origin' };
const REASON = { reason: 'Asked by mail, ticket 7' };

describe('operators', () => {
  let house: TestHouse;
  let olga: TestPerson;

  beforeAll(async () => {
    house = await createTestHouse({ plugins: [authForTests()] });
  });
  afterAll(() => house?.close());
  beforeEach(async () => {
    olga = await anOperator(house);
  });

  const as = (person: TestPerson, method: 'get' | 'post' | 'put', path: string) =>
    house.request()[method](`/api/console/${path}`).set('Authorization', person.bearer);
  const run = async (command: { run(run: object): Promise<void> }, options: Record<string, string | true> = {}) => {
    const lines: string[] = [];
    await command.run({ args: [], options, print: (line: string) => lines.push(line) });
    return lines;
  };
  const create = async (email: string, role = 'operator') => {
    const lines = await run(house.get(CreateOperator), { email, role });
    return { email, password: String(lines[1]).replace('Password ', '') };
  };
  const audited = (id: string) =>
    house.dataSource.query('SELECT what, entry::json AS entry FROM house_audit WHERE subject_id = $1 ORDER BY at', [
      id,
    ]);

  it('sign in apart from customers, refresh by a cookie of their own and sign out', async () => {
    const login = await create('sign-in@example.org', 'support');
    const answer = await house.request().post('/api/console/session').set(HEADERS).send(login).expect(200);
    expect(answer.body).toMatchObject({
      accessToken: expect.any(String),
      expiresIn: 600,
      serverTime: expect.any(String),
      operator: { email: login.email, name: 'sign-in' },
    });
    expect(String(answer.headers['set-cookie'])).toMatch(/^purser-console=.*HttpOnly; SameSite=Strict$/);
    const refresh = (token: string) =>
      house.request().post('/api/console/session/refresh').set(HEADERS).set('Cookie', `purser-console=${token}`);
    const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(cookieIn(answer, 'purser-console'))));
    expect(new Set(answers.map((each) => cookieIn(each, 'purser-console'))).size).toBe(1);
    const bearer = `Bearer ${answers[0]?.body.accessToken}`;
    const me = await house.request().get('/api/console/me').set('Authorization', bearer).expect(200);
    expect(me.body).toMatchObject({ operator: { email: login.email }, roles: ['support'] });
    await house.request().delete('/api/console/session').set(HEADERS).set('Authorization', bearer).expect(204);
    await house.request().delete('/api/console/session').set(HEADERS).set('Authorization', bearer).expect(204);
    expect((await house.request().get('/api/console/me').set('Authorization', bearer).expect(401)).body.code).toBe(
      'signed_out',
    );
  });

  it('cannot sign in as customers, nor customers as operators', async () => {
    const login = await create('apart@example.org');
    const email = await confirmed(house);
    await house.request().post('/api/auth/login').send(login).expect(401);
    await house.request().post('/api/console/session').set(HEADERS).send({ email, password: PASSWORD }).expect(401);
  });

  it('hold the permissions of their roles, of every plugin in the house', async () => {
    const permissions = async (...roles: string[]) =>
      (await as(await anOperator(house, roles), 'get', 'me').expect(200)).body.permissions as string[];
    const owner = await permissions('owner');
    const operator = await permissions('operator');
    expect(owner).toEqual(expect.arrayContaining(['auth.manage-operators', 'house.manage-jobs', 'house.read-audit']));
    expect(operator).toEqual(owner.filter((name) => name !== 'auth.manage-operators'));
    const auditor = await permissions('auditor');
    expect(auditor).toEqual(owner.filter((name) => name.split('.')[1]?.startsWith('read')));
    const support = await permissions('support');
    expect(support).toEqual(
      expect.arrayContaining([...auditor, 'auth.suspend-user', 'auth.end-session', 'house.manage-mails']),
    );
    expect(support).not.toEqual(expect.arrayContaining(['auth.manage-operators']));
    expect(support).not.toContain('house.manage-jobs');
    expect(await permissions('auditor', 'owner')).toEqual(owner);
    expect(await permissions()).toEqual([]);
  });

  it('without a permission are told so, and stay signed in', async () => {
    const auditor = await anOperator(house, ['auditor']);
    const { userId } = await signIn(house, await confirmed(house));
    expect((await as(auditor, 'post', `users/${userId}/suspend`).send(REASON).expect(403)).body.code).toBe('forbidden');
    await as(auditor, 'get', `users/${userId}`).expect(200);
    await as(await anOperator(house, ['support']), 'post', 'operators')
      .send({})
      .expect(403);
  });

  describe('and people', () => {
    let ada: SignedIn;
    beforeEach(async () => {
      ada = await signIn(house, await confirmed(house));
    });
    const reasonOf = async (person: SignedIn) =>
      (await house.request().get('/api/auth/me').set('Authorization', person.bearer)).body.code;

    it('see them in the dialect of the console', async () => {
      const list = await as(
        olga,
        'get',
        `users?filter={"q":"${ada.email}"}&range=[0,9]&sort=["createdAt","DESC"]`,
      ).expect(200);
      expect(list.get('Content-Range')).toBe('users 0-0/1');
      expect(list.body).toEqual([
        expect.objectContaining({
          id: ada.userId,
          email: ada.email,
          name: 'Ada Lovelace',
          state: 'active',
          disabledAt: null,
        }),
      ]);
      expect(JSON.stringify(list.body)).not.toContain('argon2');
      await as(olga, 'get', `users?filter={"passwordHash":"x"}`).expect(400);
      const sessions = await as(olga, 'get', `sessions?filter={"userId":"${ada.userId}","state":"active"}`).expect(200);
      expect(sessions.body).toEqual([
        expect.objectContaining({
          id: ada.sessionId,
          userEmail: ada.email,
          device: 'Firefox on Linux',
          state: 'active',
        }),
      ]);
      await as(olga, 'get', 'users/01890000-0000-7000-8000-000000000000').expect(404);
      await as(olga, 'get', 'users/1').expect(404);
    });

    it('suspend and restore them with a reason', async () => {
      await as(olga, 'post', `users/${ada.userId}/suspend`).send({}).expect(400);
      await as(olga, 'post', `users/${ada.userId}/suspend`).send({ reason: '  ' }).expect(400);
      const { body } = await as(olga, 'post', `users/${ada.userId}/suspend`).send(REASON).expect(200);
      expect(body).toMatchObject({ id: ada.userId, state: 'suspended', disabledReason: REASON.reason });
      expect(await reasonOf(ada)).toBe('account_disabled');
      expect((await ada.agent.post('/api/auth/refresh').expect(401)).body.code).toBe('account_disabled');
      expect((await as(olga, 'post', `users/${ada.userId}/suspend`).send(REASON).expect(409)).body.code).toBe(
        'already_suspended',
      );
      const restored = await as(olga, 'post', `users/${ada.userId}/restore`).send(REASON).expect(200);
      expect(restored.body.state).toBe('active');
      // What was ended stays ended.
      expect(await reasonOf(ada)).toBe('account_disabled');
      await signIn(house, ada.email);
      const rows = await audited(ada.userId);
      expect(rows.map(({ what }: { what: string }) => what)).toEqual(
        expect.arrayContaining(['auth.user-suspended', 'auth.user-restored']),
      );
      const suspended = rows.find(({ what }: { what: string }) => what === 'auth.user-suspended');
      expect(suspended.entry).toMatchObject({ by: { kind: 'operator', id: olga.id }, reason: REASON.reason });
    });

    it('leave no session open beside a suspension', async () => {
      const answers = await Promise.all([
        ...Array.from({ length: 10 }, () =>
          house.request().post('/api/auth/login').send({ email: ada.email, password: PASSWORD }),
        ),
        as(olga, 'post', `users/${ada.userId}/suspend`).send(REASON),
      ]);
      expect(answers.at(-1)?.status).toBe(200);
      const living = await house.dataSource.query(
        'SELECT 1 FROM auth_session WHERE user_id = $1 AND ended_at IS NULL',
        [ada.userId],
      );
      expect(living).toHaveLength(0);
    });

    it('end one session, or all of a person, with a reason', async () => {
      const phone = await signIn(house, ada.email);
      const { body } = await as(olga, 'post', `sessions/${ada.sessionId}/end`).send(REASON).expect(200);
      expect(body).toMatchObject({ id: ada.sessionId, state: 'ended', endReason: 'ended_by_operator' });
      expect(await reasonOf(ada)).toBe('ended_by_operator');
      expect(await reasonOf(phone)).toBeUndefined();
      await as(olga, 'post', `users/${ada.userId}/end-sessions`).send(REASON).expect(200);
      expect(await reasonOf(phone)).toBe('ended_by_operator');
      const [entry] = await audited(ada.sessionId).then((rows: { what: string }[]) =>
        rows.filter(({ what }) => what === 'auth.sessions-ended'),
      );
      expect(entry).toBeDefined();
    });

    it('confirm an address by hand', async () => {
      const email = await signUp(house);
      const [{ id }] = await house.dataSource.query('SELECT id FROM auth_user WHERE email = $1', [email]);
      const { body } = await as(olga, 'post', `users/${id}/confirm`).send(REASON).expect(200);
      expect(body).toMatchObject({ state: 'active', confirmedAt: expect.any(String) });
      await as(olga, 'post', `users/${id}/confirm`).send(REASON).expect(200);
      await signIn(house, email);
    });
  });

  describe('and operators', () => {
    const create = (body: object) => as(olga, 'post', 'operators').send(body);

    it('make others, whose password is shown once', async () => {
      const body = { email: 'New@Example.org', name: 'New', roles: ['support', 'support'] };
      const made = await create(body).expect(201);
      expect(made.body).toMatchObject({
        email: 'New@Example.org',
        roles: ['support'],
        password: expect.stringMatching(/^\S{23}$/),
      });
      const again = await as(olga, 'get', `operators/${made.body.id}`).expect(200);
      expect(again.body.password).toBeUndefined();
      expect((await create({ ...body, email: 'new@example.org' }).expect(409)).body.code).toBe('operator_exists');
      await create({ ...body, email: 'other@example.org', roles: ['emperor'] }).expect(400);
      await create({ ...body, email: 'other@example.org', roles: [] }).expect(400);
      const login = { email: 'new@example.org', password: made.body.password };
      await house.request().post('/api/console/session').set(HEADERS).send(login).expect(200);
    });

    it('change roles, which counts at once', async () => {
      const other = await anOperator(house, ['auditor']);
      await as(other, 'get', 'operators').expect(200);
      await as(olga, 'put', `operators/${other.id}`)
        .send({ roles: ['owner'], id: 'ignored', email: 'ignored' })
        .expect(200);
      expect((await as(other, 'get', 'me').expect(200)).body.permissions).toContain('auth.manage-operators');
    });

    it('always keep one owner, also when all step down or are suspended at once', async () => {
      const own = await createTestHouse({ plugins: [authForTests()] });
      try {
        const owners = await Promise.all(Array.from({ length: 10 }, () => anOperator(own)));
        const answers = await Promise.all(
          owners.map(({ id, bearer }, at) => {
            const request = own.request();
            const path = `/api/console/operators/${id}`;
            return at % 2
              ? request
                  .put(path)
                  .set('Authorization', bearer)
                  .send({ roles: ['auditor'] })
              : request.post(`${path}/suspend`).set('Authorization', bearer).send(REASON);
          }),
        );
        expect(answers.filter(({ status }) => status === 200)).toHaveLength(9);
        expect(answers.find(({ status }) => status !== 200)?.body.code).toBe('last_owner');
      } finally {
        await own.close();
      }
    });

    it('suspend one, whose sessions end', async () => {
      const other = await anOperator(house, ['support']);
      const suspended = await as(olga, 'post', `operators/${other.id}/suspend`).send(REASON).expect(200);
      expect(suspended.body.disabledReason).toBe(REASON.reason);
      expect((await as(other, 'get', 'me').expect(401)).body.code).toBe('account_disabled');
      await as(olga, 'post', `operators/${other.id}/restore`).send(REASON).expect(200);
    });
  });
});
