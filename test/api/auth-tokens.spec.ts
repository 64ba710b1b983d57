import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { SessionGate } from '../../plugins/auth/backend/session/session-gate.service.js';
import { authForTests, confirmed, PASSWORD, type SignedIn, signIn } from '../support/customer.js';
import { createForge } from '../support/forged-tokens.js';
import { anOperator } from '../support/people.js';

describe('access tokens', () => {
  let house: TestHouse;
  let ada: SignedIn;
  let forging: Awaited<ReturnType<typeof createForge>>;

  beforeAll(async () => {
    house = await createTestHouse({ plugins: [authForTests()] });
    ada = await signIn(house, await confirmed(house));
    forging = await createForge(house, ada);
  });
  afterAll(() => house?.close());

  const me = (token: string) => house.request().get('/api/auth/me').set('Authorization', `Bearer ${token}`);

  it('are ES256 with a key id, a type, the claims of the surface and at most ten minutes of life', async () => {
    const [header, payload] = ada.bearer
      .slice(7)
      .split('.')
      .slice(0, 2)
      .map((text) => JSON.parse(Buffer.from(text, 'base64url').toString()));
    expect(header).toEqual({ alg: 'ES256', typ: 'at+jwt', kid: expect.any(String) });
    expect(Object.keys(payload).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'scope', 'sid', 'sub']);
    expect(payload).toMatchObject({ iss: house.config.publicUrl, aud: 'portal', sub: ada.userId, sid: ada.sessionId });
    expect(payload.exp - payload.iat).toBe(600);
    const jwks = await house.request().get('/.well-known/jwks.json').expect(200);
    expect(jwks.body.keys).toEqual([
      {
        kty: 'EC',
        crv: 'P-256',
        x: expect.any(String),
        y: expect.any(String),
        kid: header.kid,
        alg: 'ES256',
        use: 'sig',
      },
    ]);
  });

  it('may be up to sixty seconds early or late, for clocks that differ', async () => {
    const { forge, now } = forging;
    await me(forge({ claims: { nbf: now() + 55 } })).expect(200);
    await me(forge({ claims: { iat: now() - 655, exp: now() - 55 } })).expect(200);
  });

  it('stand only in the Authorization header', async () => {
    const token = ada.bearer.slice(7);
    await house.request().get(`/api/auth/me?access_token=${token}&token=${token}`).expect(401);
    await house.request().get('/api/auth/me').set('Cookie', `access_token=${token}; jwt=${token}`).expect(401);
  });

  it('of customers are none for operators, nor the reverse', async () => {
    const olga = await anOperator(house);
    for (const path of ['/api/console/me', '/api/console/users', '/api/console/session/events']) {
      await house.request().get(path).set('Authorization', ada.bearer).expect(401);
    }
    await house.request().get('/api/console/me').set('Authorization', olga.bearer).expect(200);
    for (const path of ['/api/auth/me', '/api/auth/sessions', '/api/auth/events']) {
      await house.request().get(path).set('Authorization', olga.bearer).expect(401);
    }
    await expect(house.get(SessionGate).verifyAccessToken(olga.bearer.slice(7))).rejects.toMatchObject({
      problem: { code: 'token_invalid' },
    });
  });

  it('of a customer do not refresh an operator, nor the reverse', async () => {
    const headers = { 'X-Purser-Client': 'x', 'Sec-Fetch-Site': 'same-origin' };
    const login = await house
      .request()
      .post('/api/auth/login')
      .send({ email: ada.email, password: PASSWORD })
      .expect(200);
    const token = /purser-session=([^;]+)/.exec(String(login.headers['set-cookie']))?.[1];
    for (const [path, cookie] of [
      ['/api/console/session/refresh', 'purser-console'],
      ['/api/console/session/refresh', 'purser-session'],
    ]) {
      const answer = await house
        .request()
        .post(path ?? '')
        .set(headers)
        .set('Cookie', `${cookie}=${token}`)
        .expect(401);
      expect(answer.body.code).toBe('unauthenticated');
    }
    await house.request().post('/api/auth/refresh').set(headers).set('Cookie', `purser-session=${token}`).expect(200);
  });
});
