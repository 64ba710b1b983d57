/** Where each audience signs in, and how the answers are read. */
import { lifeOf } from './schedule.js';
import { decodeToken } from './token.js';

export type Audience = 'portal' | 'console';

/** Who is signed in, as the last sign-in or refresh told it. */
export interface SessionInfo {
  /** Empty until the server has answered, when a page was opened without a connection. */
  readonly sessionId: string;
  readonly userId: string;
  readonly email?: string;
  readonly name?: string;
  readonly locale?: string;
}

export interface Endpoints {
  readonly signIn: string;
  readonly refresh: string;
  readonly signOut: { readonly method: 'POST' | 'DELETE'; readonly path: string };
  /** Server-sent events of this session. */
  readonly events: string;
}

export const endpointsOf: Readonly<Record<Audience, Endpoints>> = {
  portal: {
    signIn: '/api/auth/login',
    refresh: '/api/auth/refresh',
    signOut: { method: 'POST', path: '/api/auth/logout' },
    events: '/api/auth/events',
  },
  console: {
    signIn: '/api/console/session',
    refresh: '/api/console/session/refresh',
    signOut: { method: 'DELETE', path: '/api/console/session' },
    events: '/api/console/session/events',
  },
};

/** A token and whose it is. */
export interface Grant {
  readonly accessToken: string;
  readonly lifeMs: number;
  readonly session: SessionInfo;
  /** When the server gave it, by its own clock, in milliseconds since 1970. */
  readonly serverTime?: number;
}

/** Reads the answer of sign-in and refresh; null when it is not one. */
export function readGrant(body: unknown): Grant | null {
  const answer = record(body);
  const accessToken = answer?.accessToken;
  if (!answer || typeof accessToken !== 'string') return null;
  const claims = decodeToken(accessToken);
  const session = record(answer.session);
  const person = record(answer.user) ?? record(answer.operator);
  const sessionId = text(session?.id) ?? text(session?.sessionId) ?? claims?.sid;
  const userId = text(person?.id) ?? claims?.sub;
  if (!sessionId || !userId) return null;
  return {
    accessToken,
    lifeMs: lifeOf(accessToken, answer.expiresIn),
    serverTime: momentOf(answer.serverTime),
    session: { sessionId, userId, email: text(person?.email), name: text(person?.name), locale: text(person?.locale) },
  };
}

export function isSameSession(a: SessionInfo, b: SessionInfo): boolean {
  return (
    a.sessionId === b.sessionId &&
    a.userId === b.userId &&
    a.email === b.email &&
    a.name === b.name &&
    a.locale === b.locale
  );
}

/** A page that was opened without a connection does not know its session's id yet. */
export function mayBeSession(session: SessionInfo, sessionId: string): boolean {
  return session.sessionId === sessionId || session.sessionId === '';
}

function record(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function momentOf(value: unknown): number | undefined {
  const moment = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(moment) ? undefined : moment;
}
