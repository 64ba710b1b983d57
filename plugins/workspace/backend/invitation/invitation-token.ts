import { createHash, randomBytes } from 'node:crypto';

/** 32 bytes from the CSPRNG, kept only as their SHA-256 (SECURITY 1). */
export function newToken(): { token: string; hash: Buffer } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashOf(token) };
}

export function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
