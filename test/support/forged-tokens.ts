/** Access tokens as somebody would make them who is not the house: right but for one thing. */
import { createHmac, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { TestHouse } from '@purser/kit/testing/house';
import { KeyRing } from '../../plugins/auth/backend/key/key-ring.service.js';

type Claims = Record<string, unknown>;

export interface Forgery {
  readonly header?: Claims;
  readonly claims?: Claims;
  /** Instead of the house's own key. */
  readonly key?: KeyObject;
  readonly signature?: (data: string) => Buffer;
}

export interface Whose {
  readonly userId: string;
  readonly sessionId: string;
}

export const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const NOBODY = '01890000-0000-7000-8000-000000000000';

export async function createForge(house: TestHouse, { userId, sessionId }: Whose) {
  const ownKey = await house.get(KeyRing).signing();
  const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const ed = generateKeyPairSync('ed25519');
  const otherCurve = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  const now = () => Math.floor(house.clock.now().getTime() / 1000);

  const forge = ({ header, claims, key = ownKey.privateKey, signature }: Forgery): string => {
    const payload = {
      iss: house.config.publicUrl,
      aud: 'portal',
      sub: userId,
      sid: sessionId,
      iat: now(),
      exp: now() + 600,
      scope: 'session',
      ...claims,
    };
    const data = `${part({ alg: 'ES256', typ: 'at+jwt', kid: ownKey.kid, ...header })}.${part(payload)}`;
    const made = signature?.(data) ?? sign('sha256', Buffer.from(data), { key, dsaEncoding: 'ieee-p1363' });
    return `${data}.${made.toString('base64url')}`;
  };
  const none = () => Buffer.alloc(0);
  const hmac = (secret: string | Buffer) => (data: string) => createHmac('sha256', secret).update(data).digest();
  const publicKey = createPublicKey(ownKey.privateKey);
  const strangers = { key: stranger.privateKey };
  const jwk = stranger.publicKey.export({ format: 'jwk' });
  const good = forge({});
  const [head = '', body = '', tail = ''] = good.split('.');

  /** What is wrong → the token and the code it is refused with. */
  const forged = (): Record<string, readonly [token: string, code: string]> => {
    const invalid: Record<string, string> = {
      'no algorithm and no signature': forge({ header: { alg: 'none' }, signature: none }),
      '"nOnE" in another case': forge({ header: { alg: 'nOnE' }, signature: none }),
      'ES256 in the header and no signature': forge({ signature: none }),
      'an empty signature of the right length': forge({ signature: () => Buffer.alloc(64) }),
      'HS256 with the public key in PEM': forge({
        header: { alg: 'HS256' },
        signature: hmac(publicKey.export({ format: 'pem', type: 'spki' })),
      }),
      'HS256 with the public key in DER': forge({
        header: { alg: 'HS256' },
        signature: hmac(publicKey.export({ format: 'der', type: 'spki' })),
      }),
      'HS256 with the public key as JWK': forge({
        header: { alg: 'HS256' },
        signature: hmac(JSON.stringify(ownKey.publicJwk)),
      }),
      'HS256 with an empty key': forge({ header: { alg: 'HS256' }, signature: hmac('') }),
      'RS256 of a stranger': forge({
        header: { alg: 'RS256' },
        signature: (data) => sign('sha256', Buffer.from(data), rsa.privateKey),
      }),
      'EdDSA of a stranger': forge({
        header: { alg: 'EdDSA' },
        signature: (data) => sign(null, Buffer.from(data), ed.privateKey),
      }),
      'a key of another curve': forge({ key: otherCurve.privateKey }),
      'a signature in DER': forge({ signature: (data) => sign('sha256', Buffer.from(data), ownKey.privateKey) }),
      'a stranger’s key under our key id': forge(strangers),
      'a stranger’s key embedded': forge({ header: { jwk }, ...strangers }),
      'our own key embedded': forge({ header: { jwk: ownKey.publicJwk } }),
      'the address of a key set': forge({ header: { jku: 'https://evil.example/jwks.json' }, ...strangers }),
      'the address of a certificate': forge({ header: { x5u: 'https://evil.example/cert.pem' }, ...strangers }),
      'a certificate chain': forge({ header: { x5c: ['AAAA'] } }),
      'a critical extension': forge({ header: { crit: ['b64'], b64: false } }),
      'an unknown key id': forge({ header: { kid: 'unknown' } }),
      'a path as key id': forge({ header: { kid: '../../dev/null' } }),
      'SQL as key id': forge({ header: { kid: "x' OR '1'='1" } }),
      'a prototype’s member as key id': forge({ header: { kid: '__proto__' } }),
      'no key id': forge({ header: { kid: undefined } }),
      'a number as key id': forge({ header: { kid: 1 } }),
      'another type': forge({ header: { typ: 'JWT' } }),
      'no type': forge({ header: { typ: undefined } }),
      'another issuer': forge({ claims: { iss: 'https://evil.example' } }),
      'our issuer with a slash more': forge({ claims: { iss: `${house.config.publicUrl}/` } }),
      'no issuer': forge({ claims: { iss: undefined } }),
      'another audience': forge({ claims: { aud: 'elsewhere' } }),
      'two audiences': forge({ claims: { aud: ['portal', 'console'] } }),
      'no audience': forge({ claims: { aud: undefined } }),
      'another scope': forge({ claims: { scope: 'everything' } }),
      'no end': forge({ claims: { exp: undefined } }),
      'an end in words': forge({ claims: { exp: 'never' } }),
      'a start in two minutes': forge({ claims: { nbf: now() + 120 } }),
      'a birth in two minutes': forge({ claims: { iat: now() + 120 } }),
      'no session': forge({ claims: { sid: undefined } }),
      'somebody else as its subject': forge({ claims: { sub: NOBODY } }),
      'SQL as its subject': forge({ claims: { sub: "' OR 1=1 --" } }),
      'its payload changed after signing': `${head}.${part({ sub: NOBODY })}.${tail}`,
      'half of its signature': `${head}.${body}.${tail.slice(0, 43)}`,
      'its last character lost': good.slice(0, -1),
      'one part lost': `${head}.${body}`,
      'a part more': `${good}.${tail}`,
      'an endless header': `${part({ alg: 'ES256', typ: 'at+jwt', kid: 'k'.repeat(2_000) })}.e30.AAAA`,
      'JSON that is no object': `${part(null)}.${part(null)}.AAAA`,
      'other bytes': `${Buffer.alloc(400, 255).toString('base64url')}.x.y`,
      'nothing but dots': '..',
      garbage: 'garbage',
    };
    return {
      ...Object.fromEntries(Object.entries(invalid).map(([name, token]) => [name, [token, 'token_invalid'] as const])),
      'an end a minute ago': [forge({ claims: { iat: now() - 660, exp: now() - 60 } }), 'token_expired'],
      'an end a year ago': [forge({ claims: { iat: 1, exp: now() - 31_536_000 } }), 'token_expired'],
      'a session that never was': [forge({ claims: { sid: NOBODY } }), 'session_expired'],
    };
  };
  return { forge, forged, now };
}
