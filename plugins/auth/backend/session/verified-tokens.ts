import { hash } from 'node:crypto';
import type { SigningKey } from '../key/signing-key.js';
import type { AccessClaims } from './access-tokens.service.js';

export interface Verified {
  readonly claims: AccessClaims;
  readonly key: SigningKey;
}

/** About 4 MB; what is pushed out is verified once more. */
const MOST = 10_000;

/**
 * Tokens whose signature was checked: a client sends the same one for ten minutes. By their hash, so a dump of the memory
 * holds none. Says nothing about time, keys or sessions: who asks looks at those each time.
 */
export class VerifiedTokens {
  private readonly byHash = new Map<string, Verified>();

  get(token: string): Verified | undefined {
    return this.byHash.get(hash('sha256', token, 'base64'));
  }

  keep(token: string, verified: Verified): void {
    const [oldest] = this.byHash.keys();
    if (this.byHash.size >= MOST && oldest !== undefined) this.byHash.delete(oldest);
    this.byHash.set(hash('sha256', token, 'base64'), verified);
  }
}
