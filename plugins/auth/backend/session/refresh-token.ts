import { createHmac, hash, randomBytes, timingSafeEqual } from 'node:crypto';

const ID = 16;
const GENERATION = 4;
const SECRET = 32;
const TAG = 16;
const LENGTH = ID + GENERATION + SECRET + TAG;

/**
 * A refresh token names its session and its generation, carries 32 secret bytes, and a tag only this house can make.
 * The tag tells a token of ours that is too old (its session ends: somebody has a copy) from one that was invented
 * (nothing happens), without keeping the old ones.
 */
export interface RefreshToken {
  readonly sessionId: string;
  readonly generation: number;
  readonly secret: Buffer;
  /** All that is stored of it. */
  readonly hash: Buffer;
}

/** Which sessions a token belongs to; part of the tag, so one kind is never good for the other. */
export type SessionAudience = 'portal' | 'console';

function refreshTokenOf(sessionId: string, generation: number, secret: Buffer): RefreshToken {
  return { sessionId, generation, secret, hash: hash('sha256', secret, 'buffer') };
}

export function firstRefreshToken(sessionId: string): RefreshToken {
  return refreshTokenOf(sessionId, 0, randomBytes(SECRET));
}

/**
 * The token after this one. Derived, so every process gives the same successor to the same predecessor without keeping
 * it anywhere; only who holds the predecessor **and** the key can tell it (SECURITY 5).
 */
export function successorOf(token: RefreshToken, key: Buffer): RefreshToken {
  const generation = token.generation + 1;
  const secret = createHmac('sha256', key)
    .update('successor')
    .update(head(token.sessionId, generation))
    .update(token.secret)
    .digest();
  return refreshTokenOf(token.sessionId, generation, secret);
}

export function writeRefreshToken(token: RefreshToken, audience: SessionAudience, key: Buffer): string {
  const body = Buffer.concat([head(token.sessionId, token.generation), token.secret]);
  return Buffer.concat([body, tagOf(body, audience, key)]).toString('base64url');
}

/** Undefined for anything this house did not write for this audience. */
export function readRefreshToken(text: string, audience: SessionAudience, key: Buffer): RefreshToken | undefined {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length !== LENGTH) return undefined;
  const body = bytes.subarray(0, LENGTH - TAG);
  if (!timingSafeEqual(bytes.subarray(LENGTH - TAG), tagOf(body, audience, key))) return undefined;
  const id = body.subarray(0, ID).toString('hex');
  return refreshTokenOf(
    id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
    body.readUInt32BE(ID),
    Buffer.from(body.subarray(ID + GENERATION)),
  );
}

function head(sessionId: string, generation: number): Buffer {
  const bytes = Buffer.alloc(ID + GENERATION);
  bytes.write(sessionId.replaceAll('-', ''), 'hex');
  bytes.writeUInt32BE(generation, ID);
  return bytes;
}

function tagOf(body: Buffer, audience: SessionAudience, key: Buffer): Buffer {
  return createHmac('sha256', key).update(`refresh token of ${audience}`).update(body).digest().subarray(0, TAG);
}
