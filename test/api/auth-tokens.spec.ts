import { createHmac, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { KeyRing } from '../../plugins/auth/backend/key/key-ring.service.js';
import { SessionGate } from '../../plugins/auth/backend/session/session-gate.service.js';
import { authForTests, confirmed, PASSWORD, type SignedIn, signIn } from '../support/customer.js';
import { anOperator } from '../support/people.js';

type Claims = Record<string, unknown>;
interface Forgery {
  readonly header?: Claims;
  readonly claims?: Claims;
  /** Instead of the house's own key. */
  readonly key?: KeyObject;
  readonly signature?: (data: string) => Buffer;
}

const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });

describe('access tokens', () => {
  let house: TestHouse;
  let ada: SignedIn;
  let ownKey: Awaited<ReturnType<KeyRing['signing']>>;

  beforeAll(async () => {
    house = await createTestHouse({ plugins: [authForTests()] });
    ada = await signIn(house, await confirmed(house));
    ownKey = await house.get(KeyRing).signing();
  });
  afterAll(() => house?.close());

  const now = () => Math.floor(house.clock.now().getTime() / 1000);
  const good = (): Claims => ({
    iss: house.config.publicUrl,
    aud: 'portal',
    sub: ada.userId,
    sid: ada.sessionId,
    iat: now(),
    exp: now() + 600,
    scope: 'session',
  });
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const forge = ({ header, claims, key = ownKey.privateKey, signature }: Forgery): string => {
    const data = `${part({ alg: 'ES256', typ: 'at+jwt', kid: ownKey.kid, ...header })}.${part({ ...good(), ...claims })}`;
    const made = signature?.(data) ?? sign('sha256', Buffer.from(data), { key, dsaEncoding: 'ieee-p1363' });
    return `${data}.${made.toString('base64url')}`;
  };
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

  it('can be made by this test’s forge, so that its refusals mean something', async () => {
    await me(forge({})).expect(200);
  });

  const publicPem = () => createPublicKey(ownKey.privateKey).export({ format: 'pem', type: 'spki' });
  const hmac = (secret: string | Buffer) => (data: string) => createHmac('sha256', secret).update(data).digest();
  const strangerJwk = stranger.publicKey.export({ format: 'jwk' });
  const forgeries: [string, () => Forgery, string][] = [
    [
      'no algorithm and no signature',
      () => ({ header: { alg: 'none' }, signature: () => Buffer.alloc(0) }),
      'token_invalid',
    ],
    ['"None" in another case', () => ({ header: { alg: 'nOnE' }, signature: () => Buffer.alloc(0) }), 'token_invalid'],
    ['ES256 in the header and no signature', () => ({ signature: () => Buffer.alloc(0) }), 'token_invalid'],
    [
      'HS256 with the public key in PEM',
      () => ({ header: { alg: 'HS256' }, signature: hmac(publicPem()) }),
      'token_invalid',
    ],
    [
      'HS256 with the public key as JWK',
      () => ({ header: { alg: 'HS256' }, signature: hmac(JSON.stringify(ownKey.publicJwk)) }),
      'token_invalid',
    ],
    ['HS256 with an empty key', () => ({ header: { alg: 'HS256' }, signature: hmac('') }), 'token_invalid'],
    [
      'RS256 of a stranger',
      () => ({ header: { alg: 'RS256' }, signature: (data) => sign('sha256', Buffer.from(data), rsa.privateKey) }),
      'token_invalid',
    ],
    ['a stranger’s key under our key id', () => ({ key: stranger.privateKey }), 'token_invalid'],
    ['a stranger’s key embedded', () => ({ header: { jwk: strangerJwk }, key: stranger.privateKey }), 'token_invalid'],
    ['our own key embedded', () => ({ header: { jwk: ownKey.publicJwk } }), 'token_invalid'],
    [
      'the address of a key',
      () => ({ header: { jku: 'https://evil.example/jwks.json' }, key: stranger.privateKey }),
      'token_invalid',
    ],
    ['a certificate chain', () => ({ header: { x5c: ['AAAA'] } }), 'token_invalid'],
    ['a critical extension', () => ({ header: { crit: ['b64'], b64: false } }), 'token_invalid'],
    ['an unknown key id', () => ({ header: { kid: 'unknown' } }), 'token_invalid'],
    ['a path as key id', () => ({ header: { kid: '../../dev/null' } }), 'token_invalid'],
    ['SQL as key id', () => ({ header: { kid: "x' OR '1'='1" } }), 'token_invalid'],
    ['no key id', () => ({ header: { kid: undefined } }), 'token_invalid'],
    ['a number as key id', () => ({ header: { kid: 1 } }), 'token_invalid'],
    ['another type', () => ({ header: { typ: 'JWT' } }), 'token_invalid'],
    ['no type', () => ({ header: { typ: undefined } }), 'token_invalid'],
    ['another issuer', () => ({ claims: { iss: 'https://evil.example' } }), 'token_invalid'],
    ['no issuer', () => ({ claims: { iss: undefined } }), 'token_invalid'],
    ['another audience', () => ({ claims: { aud: 'elsewhere' } }), 'token_invalid'],
    ['two audiences', () => ({ claims: { aud: ['portal', 'console'] } }), 'token_invalid'],
    ['no audience', () => ({ claims: { aud: undefined } }), 'token_invalid'],
    ['another scope', () => ({ claims: { scope: 'everything' } }), 'token_invalid'],
    ['an end sixty seconds ago', () => ({ claims: { iat: now() - 660, exp: now() - 60 } }), 'token_expired'],
    ['no end', () => ({ claims: { exp: undefined } }), 'token_invalid'],
    ['an end in words', () => ({ claims: { exp: 'never' } }), 'token_invalid'],
    ['a start in two minutes', () => ({ claims: { nbf: now() + 120 } }), 'token_invalid'],
    ['a birth in two minutes', () => ({ claims: { iat: now() + 120 } }), 'token_invalid'],
    ['no session', () => ({ claims: { sid: undefined } }), 'token_invalid'],
    [
      'a session that never was',
      () => ({ claims: { sid: '01890000-0000-7000-8000-000000000000' } }),
      'session_expired',
    ],
    [
      'somebody else as its subject',
      () => ({ claims: { sub: '01890000-0000-7000-8000-000000000000' } }),
      'token_invalid',
    ],
    ['SQL as its subject', () => ({ claims: { sub: "' OR 1=1 --" } }), 'token_invalid'],
    ['the audience of operators', () => ({ claims: { aud: 'console' } }), 'session_expired'],
  ];

  it.each(forgeries)('are refused with %s', async (_, forgery, code) => {
    const token = forge(forgery());
    const answer = await me(token).expect(401);
    expect(answer.body.code).toBe(code);
    // The sync socket asks the gate; it must say the same, except that operators are no customers there.
    const atGate = code === 'session_expired' && forgery().claims?.aud === 'console' ? 'token_invalid' : code;
    await expect(house.get(SessionGate).verifyAccessToken(token)).rejects.toMatchObject({ problem: { code: atGate } });
  });

  it.each([
    ['nothing', ''],
    ['one dot', '.'],
    ['three dots', '...'],
    ['other bytes', `${Buffer.alloc(400, 255).toString('base64url')}.x.y`],
    ['JSON that is no object', `${part(null)}.${part(null)}.AAAA`],
    ['an endless header', `${part({ alg: 'ES256', typ: 'at+jwt', kid: 'k'.repeat(6000) })}.e30.AAAA`],
  ])('are refused when they are %s', async (_, token) => {
    const answer = await me(token).expect(401);
    expect(['unauthenticated', 'token_invalid']).toContain(answer.body.code);
  });

  it('may be up to sixty seconds early or late, for clocks that differ', async () => {
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
