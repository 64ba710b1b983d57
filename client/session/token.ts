/** What an access token says of itself. Read for scheduling only: only the server decides whether it is good. */
export interface TokenClaims {
  /** Seconds since 1970 by the server's clock. */
  readonly exp: number;
  /** Seconds since 1970 by the server's clock. */
  readonly iat: number;
  readonly sub?: string;
  readonly sid?: string;
  readonly aud?: string;
}

/** The claims of a JSON web token, or null for anything that is not one. Never throws, checks no signature. */
export function decodeToken(token: unknown): TokenClaims | null {
  if (typeof token !== 'string') return null;
  const parts = token.split('.');
  if (parts.length !== 3 || !parts[1]) return null;
  const claims = parseObject(fromBase64Url(parts[1]));
  if (!claims) return null;
  const { exp, iat, sub, sid, aud } = claims;
  if (!isMoment(exp) || !isMoment(iat) || exp <= iat) return null;
  return { exp, iat, sub: text(sub), sid: text(sid), aud: text(Array.isArray(aud) ? aud[0] : aud) };
}

function fromBase64Url(part: string): string | null {
  try {
    const bytes = atob(part.replaceAll('-', '+').replaceAll('_', '/'));
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
  } catch {
    return null;
  }
}

function parseObject(json: string | null): Record<string, unknown> | null {
  if (json === null) return null;
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function isMoment(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
