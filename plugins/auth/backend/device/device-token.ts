import { createHash, randomBytes } from 'node:crypto';

const BYTES = 32;
const WRITTEN = /^[\w-]{43}$/;

export function newDeviceToken(): string {
  return randomBytes(BYTES).toString('base64url');
}

/** All that is stored of it; undefined for what was never one of ours. */
export function deviceHash(token: string | undefined): Buffer | undefined {
  return token !== undefined && WRITTEN.test(token) ? createHash('sha256').update(token).digest() : undefined;
}
