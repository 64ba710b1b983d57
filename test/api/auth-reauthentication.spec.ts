/** What wants a recent sign-in, and giving the password once more. */
import { Controller, Module, Post } from '@nestjs/common';
import { RecentSignIn, SignedIn } from '@purser/kit/backend/access';
import { definePlugin } from '@purser/kit/backend/plugin';
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import {
  authForTests,
  browser,
  confirmed,
  cookieIn,
  PASSWORD,
  type SignedIn as Person,
  signIn,
} from '../support/customer.js';
import { signInAsOperator } from '../support/operator-login.js';

const WRONG = 'certainly not the password';
const MINUTE = 60_000;

@SignedIn()
@Controller('vault')
class VaultController {
  @Post()
  @RecentSignIn()
  open() {
    return {};
  }

  @Post('short')
  @RecentSignIn(60)
  openShortly() {
    return {};
  }
}

@Module({ controllers: [VaultController] })
class VaultModule {}
const vault = definePlugin({ name: 'vault', worksWith: '^1.0.0', needs: ['auth'], module: VaultModule });

describe('a sign-in that has to be recent', () => {
  let house: TestHouse;
  let email: string;
  let ada: Person;

  beforeAll(async () => {
    house = await createTestHouse({ plugins: [authForTests({ refreshWindowSeconds: 10 }), vault()] });
  });
  afterAll(() => house?.close());
  beforeEach(async () => {
    email = await confirmed(house);
    ada = await signIn(house, email);
  });

  const open = (bearer = ada.bearer, path = '') =>
    house.request().post(`/api/vault${path}`).set('Authorization', bearer);
  const again = (password = PASSWORD, bearer = ada.bearer, agent = ada.agent) =>
    agent.post('/api/auth/reauthenticate').set('Authorization', bearer).send({ password });
  /** Minutes later, with a token that is renewed as clients do. */
  const later = async (minutes: number) => {
    house.clock.advance(minutes * MINUTE);
    const { body } = await ada.agent.post('/api/auth/refresh').expect(200);
    return `Bearer ${body.accessToken}`;
  };

  it('is asked for again after ten minutes, with a code that signs nobody out', async () => {
    await open().expect(201);
    const bearer = await later(11);
    const { body } = await open(bearer).expect(403);
    expect(body).toMatchObject({ code: 'reauthentication_required', message: expect.stringContaining('password') });
    await house.request().get('/api/auth/me').set('Authorization', bearer).expect(200);
  });

  it('may be asked to be younger than that', async () => {
    house.clock.advance(2 * MINUTE);
    await open().expect(201);
    await open(ada.bearer, '/short').expect(403);
  });

  it('is what the password once more makes of it: same session, fresh moment, moved refresh token', async () => {
    const bearer = await later(11);
    const old = cookieIn(await ada.agent.post('/api/auth/refresh').expect(200));
    const answer = await again(PASSWORD, bearer).expect(200);
    expect(answer.body).toMatchObject({
      accessToken: expect.any(String),
      session: { id: ada.sessionId },
      user: { email },
    });
    expect(house.clock.now().getTime() - Date.parse(answer.body.session.signedInAt)).toBeLessThan(MINUTE);
    const fresh = cookieIn(answer);
    expect(fresh).not.toBe(old);
    await open(`Bearer ${answer.body.accessToken}`).expect(201);
    // A copy of the token from before is found out.
    house.clock.advance(11_000);
    const stolen = await browser(house).post('/api/auth/refresh').set('Cookie', `purser-session=${old}`).expect(401);
    expect(stolen.body.code).toBe('refresh_reused');
  });

  it('is not had for a wrong password, whose tries are counted as those of a sign-in', async () => {
    const bearer = await later(11);
    for (let failure = 0; failure < 5; failure += 1) {
      expect((await again(WRONG, bearer).expect(400)).body.code).toBe('wrong_password');
    }
    expect((await again(PASSWORD, bearer).expect(429)).body.code).toBe('too_many_attempts');
    await open(bearer).expect(403);
    house.clock.advance(15_001);
    await again(PASSWORD, bearer).expect(200);
  });

  it('is not had without the cookie of that very session, nor without a token', async () => {
    const other = await signIn(house, email);
    await again(PASSWORD, ada.bearer, other.agent).expect(401);
    await again(PASSWORD, ada.bearer, browser(house)).expect(401);
    await ada.agent.post('/api/auth/reauthenticate').send({ password: PASSWORD }).expect(401);
    const csrf = await house
      .request()
      .post('/api/auth/reauthenticate')
      .set('Authorization', ada.bearer)
      .send({ password: PASSWORD })
      .expect(403);
    expect(csrf.body.code).toBe('csrf');
    await again('', ada.bearer).expect(400);
  });

  it('is not had for a session that ended meanwhile', async () => {
    const [answer] = await Promise.all([
      again(),
      house.dataSource.query(
        `UPDATE auth_session SET ended_at = now(), end_reason = 'ended_by_operator' WHERE id = $1`,
        [ada.sessionId],
      ),
    ]);
    expect([200, 401]).toContain(answer.status);
    await open(answer.status === 200 ? `Bearer ${answer.body.accessToken}` : ada.bearer).expect(401);
    const [row] = await house.dataSource.query('SELECT end_reason FROM auth_session WHERE id = $1', [ada.sessionId]);
    expect(row.end_reason).toBe('ended_by_operator');
  });

  it('works for clients without cookies by the body', async () => {
    const native = house.request().set('X-Purser-Client', 'native');
    const { body } = await native.post('/api/auth/login').send({ email, password: PASSWORD }).expect(200);
    const answer = await native
      .post('/api/auth/reauthenticate')
      .set('Authorization', `Bearer ${body.accessToken}`)
      .send({ password: PASSWORD, refreshToken: body.refreshToken, deviceToken: body.deviceToken })
      .expect(200);
    expect(answer.body.refreshToken).not.toBe(body.refreshToken);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it('moves the row once when twenty ask at the same time', async () => {
    const bearer = await later(11);
    const cookie = cookieIn(await ada.agent.post('/api/auth/refresh').expect(200));
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        browser(house)
          .post('/api/auth/reauthenticate')
          .set({ Authorization: bearer, Cookie: `purser-session=${cookie}` })
          .send({ password: PASSWORD }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(new Set(answers.map((answer) => cookieIn(answer))).size).toBe(1);
  });

  it('is written down', async () => {
    await again().expect(200);
    const rows = await house.dataSource.query(
      `SELECT entry FROM house_audit WHERE what = 'auth.reauthenticated' AND subject_id = $1`,
      [ada.sessionId],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0].entry).not.toContain(PASSWORD);
  });

  it('is asked of operators alike, before they make others', async () => {
    const olga = await signInAsOperator(house);
    const create = (bearer: string) =>
      olga.agent
        .post('/api/console/operators')
        .set('Authorization', bearer)
        .send({ email: `x-${olga.id}@example.org`, name: 'X', roles: ['auditor'] });
    house.clock.advance(11 * MINUTE);
    const renewed = await olga.agent.post('/api/console/session/refresh').expect(200);
    const bearer = `Bearer ${renewed.body.accessToken}`;
    expect((await create(bearer).expect(403)).body.code).toBe('reauthentication_required');
    const path = '/api/console/session/reauthenticate';
    const give = (password: string) => olga.agent.post(path).set('Authorization', bearer).send({ password });
    expect((await give(WRONG).expect(400)).body.code).toBe('wrong_password');
    const answer = await give(olga.password).expect(200);
    expect(answer.body).toMatchObject({ session: { id: olga.sessionId }, operator: { email: olga.email } });
    await create(`Bearer ${answer.body.accessToken}`).expect(201);
    await olga.agent.post(path).set('Authorization', ada.bearer).send({ password: PASSWORD }).expect(401);
  });
});
