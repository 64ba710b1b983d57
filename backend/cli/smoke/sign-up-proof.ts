import { createHash } from 'node:crypto';
import { answer } from './smoke-step.js';

interface Challenge {
  /** Null while sign-up asks for no proof (flag `auth.sign-up-proof-of-work`). */
  readonly challenge: string | null;
  readonly bits: number;
}

/** What a browser finds out before it signs somebody up: a number that makes a hash begin with so many zero bits. */
export async function signUpProof(origin: string): Promise<{ proof?: { challenge: string; nonce: string } }> {
  const asked = await answer(origin, '/api/auth/signup/challenge', 200);
  const { challenge, bits } = (await asked.json()) as Challenge;
  if (challenge === null) return {};
  for (let number = 0; ; number += 1) {
    const hash = createHash('sha256').update(`${challenge}.${number}`).digest();
    if (Math.clz32(hash.readUInt32BE(0)) >= bits) return { proof: { challenge, nonce: String(number) } };
  }
}
