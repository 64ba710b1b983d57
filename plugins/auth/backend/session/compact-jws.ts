import { type KeyObject, sign } from 'node:crypto';

/**
 * A signed token (RFC 7515, compact) with ES256, the only algorithm there is here. Written by hand, because to look at
 * options that never change costs the library as much as the signature; reading is left to it.
 */
export function signCompact(header: object, payload: object, key: KeyObject): string {
  const input = `${encoded(header)}.${encoded(payload)}`;
  // The two numbers of the signature side by side, as JWS wants them, and not in DER.
  const signature = sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' });
  return `${input}.${signature.toString('base64url')}`;
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
