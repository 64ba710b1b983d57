import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from 'node:crypto';

export interface PublicJwk {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
  readonly kid: string;
  readonly alg: 'ES256';
  readonly use: 'sig';
}

export interface SigningKey {
  readonly kid: string;
  /** PKCS#8 in base64. */
  readonly pkcs8: string;
  readonly publicJwk: PublicJwk;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** Secret for the hashes of short codes: without it a stolen database cannot be searched for them. */
  readonly codeSecret: Buffer;
  /** From then on it verifies nothing; none for keys whose end the configuration decides. */
  readonly retiresAt: Date | null;
}

/** A new key, named by its thumbprint (RFC 7638). */
export function generateSigningKey(): SigningKey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { crv, kty, x, y } = createPublicKey(privateKey).export({ format: 'jwk' });
  const kid = createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
  return signingKeyOf(kid, privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'));
}

/** EC P-256 and nothing else: ES256 is the only algorithm we sign with or accept (SECURITY 9). */
export function signingKeyOf(kid: string, pkcs8: string, retiresAt: Date | null = null): SigningKey {
  const der = Buffer.from(pkcs8, 'base64');
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  if (privateKey.asymmetricKeyType !== 'ec' || privateKey.asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
    throw new Error(`the signing key ${kid} is not an EC key on P-256`);
  }
  const publicKey = createPublicKey(privateKey);
  const { x, y } = publicKey.export({ format: 'jwk' }) as { x: string; y: string };
  return {
    kid,
    pkcs8,
    publicJwk: { kty: 'EC', crv: 'P-256', x, y, kid, alg: 'ES256', use: 'sig' },
    privateKey,
    publicKey,
    retiresAt,
    codeSecret: Buffer.from(hkdfSync('sha256', der, '', 'purser auth codes', 32)),
  };
}

/** Reads the `SIGNING_KEYS` form: `<kid>:<PKCS#8 in base64>`, several by commas. Fails closed. */
export function parseSigningKeys(text: string): SigningKey[] {
  return text.split(',').map((entry, index) => {
    const [, kid, pkcs8] = /^\s*([A-Za-z0-9_-]{1,64}):([A-Za-z0-9+/_=-]+)\s*$/.exec(entry) ?? [];
    try {
      if (!kid || !pkcs8) throw new Error('not of the form <kid>:<base64 key>');
      return signingKeyOf(kid, pkcs8);
    } catch (cause) {
      throw new Error(`SIGNING_KEYS: entry ${index + 1} is not <kid>:<PKCS#8 P-256 key in base64>.`, { cause });
    }
  });
}

export function formatSigningKeys(keys: readonly Pick<SigningKey, 'kid' | 'pkcs8'>[]): string {
  return keys.map((key) => `${key.kid}:${key.pkcs8}`).join(',');
}
