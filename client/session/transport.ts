/** How requests leave: with the cookie, the client's name and, where one is given, the bearer. Only to the server itself. */
import { networkProblem } from '../http/problem.js';
import type { Endpoints } from './endpoints.js';
import type { SessionManagerOptions } from './session-contract.js';

export interface Transport {
  send(path: string, init: RequestInit, accessToken?: string): Promise<Response>;
  /** JSON body, no bearer: the cookie speaks. */
  post(path: string, body?: unknown): Promise<Response>;
  signOut(endpoints: Endpoints, scope: 'current' | 'all', accessToken?: string): Promise<Response>;
}

export function createTransport(
  { baseUrl = '', clientName }: Pick<SessionManagerOptions, 'baseUrl' | 'clientName'>,
  fetch: typeof globalThis.fetch,
): Transport {
  const send: Transport['send'] = async (path, init, accessToken) => {
    // A path like `//other.host` would carry the token away.
    if (!/^\/(?![/\\])/.test(path)) throw new TypeError(`A request path starts with one slash: ${path}`);
    const headers = new Headers(init.headers);
    headers.set('x-purser-client', clientName);
    if (accessToken) headers.set('authorization', `Bearer ${accessToken}`);
    try {
      return await fetch(baseUrl + path, { credentials: baseUrl ? 'include' : 'same-origin', ...init, headers });
    } catch (error) {
      throw init.signal?.aborted ? error : networkProblem(error);
    }
  };
  const json = (method: string, body: unknown): RequestInit =>
    body === undefined
      ? { method }
      : { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  return {
    send,
    post: (path, body) => send(path, json('POST', body)),
    signOut: ({ signOut: { method, path } }, scope, accessToken) =>
      send(path, { ...json(method, method === 'POST' ? { scope } : undefined), keepalive: true }, accessToken),
  };
}
