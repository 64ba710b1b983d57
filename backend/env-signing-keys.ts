import { createPrivateKey } from 'node:crypto';

/** What is wrong with a `SIGNING_KEYS` value, as the rest of a sentence, or nothing. Never repeats the value. */
export function signingKeyFault(value: string): string | undefined {
  const kids = new Set<string>();
  for (const [index, entry] of value.split(',').entries()) {
    const place = `entry ${index + 1}`;
    const found = /^\s*([A-Za-z0-9_-]{1,64}):([A-Za-z0-9+/_=-]+)\s*$/.exec(entry);
    if (!found?.[1] || !found[2]) return `has to be <kid>:<base64 key>, several by commas (${place} is not)`;
    if (kids.has(found[1])) return `names the key id ${found[1]} twice`;
    kids.add(found[1]);
    if (!isP256(found[2]))
      return `has to hold PKCS#8 P-256 keys in base64 (${place} does not): make one with "pnpm purser secrets"`;
  }
  return undefined;
}

function isP256(base64: string): boolean {
  try {
    const key = createPrivateKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'pkcs8' });
    return key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1';
  } catch {
    return false;
  }
}
