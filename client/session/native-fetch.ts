/**
 * Sessions without cookies, for Node and native apps: the app keeps what a browser's cookies hold. Hand it in as
 * `surroundings: { fetch: nativeFetch(tokens) }`, with `clientName: NATIVE_CLIENT`.
 */
import { endpointsOf } from './endpoints.js';

/** The name by which the server knows that there are no cookies. */
export const NATIVE_CLIENT = 'native';

/** Keeps one token where other apps of the device cannot read it. */
export interface TokenStore {
  load(): Promise<string | null>;
  /** Null: forget it. */
  save(token: string | null): Promise<void>;
}

export interface NativeTokens {
  /** The refresh token; forgotten when the session is over. */
  readonly session: TokenStore;
  /**
   * By what the server knows this device again, for months and over sign-outs: without it every sign-in here is one on a
   * new device, and what strangers do to the account can make it wait.
   */
  readonly device?: TokenStore;
}

const { signIn, refresh, signOut } = endpointsOf.portal;

export function nativeFetch({ session, device }: NativeTokens, send: typeof fetch = fetch): typeof fetch {
  const tokensFor = async (pathname: string): Promise<Record<string, string | undefined> | null> => {
    if (pathname === refresh) return { refreshToken: (await session.load()) ?? undefined };
    if (pathname === signIn) return { deviceToken: (await device?.load()) ?? undefined };
    return null;
  };
  return async (input, init = {}) => {
    const { pathname } = new URL(String(input));
    const tokens = await tokensFor(pathname);
    const response = await send(input, tokens ? withTokens(init, tokens) : init);
    if (pathname === signOut.path) await session.save(null);
    if (!response.ok || !tokens) return response;
    const given = (await response.clone().json()) as { refreshToken?: string; deviceToken?: string };
    if (given.refreshToken) await session.save(given.refreshToken);
    if (given.deviceToken) await device?.save(given.deviceToken);
    return response;
  };
}

function withTokens(init: RequestInit, tokens: Record<string, string | undefined>): RequestInit {
  const headers = new Headers(init.headers);
  headers.set('content-type', 'application/json');
  const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : {};
  return { ...init, headers, body: JSON.stringify({ ...(body as object), ...tokens }) };
}
