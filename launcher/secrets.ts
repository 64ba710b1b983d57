import { createHash, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';

/** `pnpm purser secrets`: fresh values of everything production keeps secret, in the form of an env file. */
export function printSecrets(): number {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const der = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
  const { crv, kty, x, y } = createPublicKey(privateKey).export({ format: 'jwk' });
  const kid = createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
  const random = () => randomBytes(24).toString('base64url');
  console.log(
    [
      `SIGNING_KEYS=${kid}:${der}`,
      `METRICS_TOKEN=${random()}`,
      '# For docker-compose.yml:',
      `POSTGRES_PASSWORD=${random()}`,
      `S3_SECRET_ACCESS_KEY=${random()}`,
    ].join('\n'),
  );
  return 0;
}
