import { createHash, timingSafeEqual } from 'node:crypto';

/** Compared in constant time, whatever the lengths (SECURITY 30). */
export function sameSecret(given: string, secret: string): boolean {
  return timingSafeEqual(digest(given), digest(secret));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
