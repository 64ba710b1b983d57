/** JSON calls that answer with the record or throw an `ApiProblem`. */
import { ApiProblem, networkProblem, problemOf } from './problem.js';

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Paths start at the origin, e.g. `/api/workspaces`. Answers without a body give `undefined`. */
export interface Api {
  get<T>(path: string, options?: CallOptions): Promise<T>;
  post<T>(path: string, body?: unknown, options?: CallOptions): Promise<T>;
  patch<T>(path: string, body?: unknown, options?: CallOptions): Promise<T>;
  put<T>(path: string, body?: unknown, options?: CallOptions): Promise<T>;
  delete<T>(path: string, body?: unknown, options?: CallOptions): Promise<T>;
}

type Send = (path: string, init: RequestInit) => Promise<Response>;

/** Calls as the person who is signed in: `createApi(sessionManager)`. */
export function createApi(session: { fetch: Send }): Api {
  return apiOver((path, init) => session.fetch(path, init));
}

export interface PublicApiOptions {
  /** Origin of the server, without a trailing slash; none = the page's own. */
  readonly baseUrl?: string;
  /** Sent as `X-Purser-Client`; cookie-authenticated writes are refused without it. */
  readonly clientName: string;
  readonly fetch?: typeof fetch;
}

/** Calls that need no session: sign-up, confirmation, recovery, the manifest. */
export function createPublicApi({ baseUrl = '', clientName, fetch: send = fetch }: PublicApiOptions): Api {
  return apiOver((path, init) => {
    const headers = new Headers(init.headers);
    headers.set('x-purser-client', clientName);
    return send(baseUrl + path, { credentials: baseUrl ? 'include' : 'same-origin', ...init, headers });
  });
}

function apiOver(send: Send): Api {
  const call = async <T>(method: string, path: string, body: unknown, options: CallOptions = {}): Promise<T> => {
    const headers = new Headers({ accept: 'application/json', ...options.headers });
    if (body !== undefined) headers.set('content-type', 'application/json');
    const response = await send(path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: options.signal,
    }).catch((error: unknown) => {
      throw error instanceof ApiProblem || options.signal?.aborted ? error : networkProblem(error);
    });
    if (!response.ok) throw await problemOf(response);
    return readBody<T>(response);
  };
  return {
    get: (path, options) => call('GET', path, undefined, options),
    post: (path, body, options) => call('POST', path, body, options),
    patch: (path, body, options) => call('PATCH', path, body, options),
    put: (path, body, options) => call('PUT', path, body, options),
    delete: (path, body, options) => call('DELETE', path, body, options),
  };
}

async function readBody<T>(response: Response): Promise<T> {
  const text = await response.text();
  if (text === '') return undefined as T;
  try {
    return JSON.parse(text) as T;
  } catch (error) {
    throw new ApiProblem(
      response.status,
      { code: 'invalid_answer', message: 'The server sent something unreadable. Try again in a moment.' },
      { cause: error },
    );
  }
}
