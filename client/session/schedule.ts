/** When a token is renewed. Only its length of life and the time since it arrived count, never `exp` against a wall clock. */
import { decodeToken } from './token.js';

/** The longest delay a timer can hold; a longer one fires at once. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;
const LONGEST_MARGIN_MS = 120_000;
const SHORTEST_LIFE_MS = 1_000;
const UNKNOWN_LIFE_MS = 60_000;

/** Two readings of the same moment: the wall clock goes on while a laptop sleeps, the monotonic one cannot be set back. */
export interface Moment {
  readonly wall: number;
  readonly mono: number;
}

/** Milliseconds between two moments by the clock that moved further. */
export function elapsed(since: Moment, now: Moment): number {
  return Math.max(0, now.wall - since.wall, now.mono - since.mono);
}

/** Life in milliseconds: `exp - iat` of the token, else `expiresIn` of the answer, else one minute. */
export function lifeOf(accessToken: string, expiresIn?: unknown): number {
  const claims = decodeToken(accessToken);
  const seconds = claims ? claims.exp - claims.iat : Number(expiresIn);
  return Number.isFinite(seconds) && seconds > 0 ? Math.max(SHORTEST_LIFE_MS, seconds * 1000) : UNKNOWN_LIFE_MS;
}

/** How long before its end a token is renewed: two minutes, or 40 % of a life that is shorter than five. */
export function marginOf(lifeMs: number): number {
  return Math.min(LONGEST_MARGIN_MS, lifeMs * 0.4);
}

/** Milliseconds from now until the renewal is due; 0 when it is. */
export function untilRenewal(lifeMs: number, ageMs: number): number {
  return Math.min(LONGEST_TIMER_MS, Math.max(0, lifeMs - marginOf(lifeMs) - ageMs));
}

/** Whether a token can still be handed out: it must outlive the request that carries it. */
export function isUsable(lifeMs: number, ageMs: number): boolean {
  return lifeMs - ageMs > Math.min(5_000, lifeMs * 0.1);
}
