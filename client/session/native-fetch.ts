/**
 * Sessions without cookies, for Node and native apps: the refresh token is kept by the app instead. Hand it in as
 * `surroundings: { fetch: nativeFetch(tokens) }`, with `clientName: NATIVE_CLIENT`.
 */
import { endpointsOf } from './endpoints.js';

/** The name by which the server knows that there are no cookies. */
export const NATIVE_CLIENT = 'native';

export interface RefreshTokenStore {
  load(): Promise<string | null>;
  /** Null: the session is over. Keep it where other apps of the device cannot read it. */
  save(refreshToken: string | null): Promise<void>;
}

const { signIn, refresh, signOut } = endpointsOf.portal;

export function nativeFetch(tokens: RefreshTokenStore, send: typeof fetch = fetch): typeof fetch {
  return async (input, init = {}) => {
    const { pathname } = new URL(String(input));
    const isRefresh = pathname === refresh;
    const response = await send(input, isRefresh ? await withToken(init, tokens) : init);
    if (pathname === signOut.path) await tokens.save(null);
    if (!response.ok || !(isRefresh || pathname === signIn)) return response;
    const { refreshToken } = (await response.clone().json()) as { refreshToken?: string };
    if (refreshToken) await tokens.save(refreshToken);
    return response;
  };
}

async function withToken(init: RequestInit, tokens: RefreshTokenStore): Promise<RequestInit> {
  const headers = new Headers(init.headers);
  headers.set('content-type', 'application/json');
  return { ...init, headers, body: JSON.stringify({ refreshToken: (await tokens.load()) ?? undefined }) };
}
