/** Requests with the bearer: renewed and tried once more when the server no longer takes it, and attentive to verdicts. */
import { problemOf } from '../http/problem.js';
import { isSignOutReason, type SignOutReason } from './reasons.js';
import type { Transport } from './transport.js';

/** Refusals of a bearer that a renewed one may mend. */
const RENEWABLE = ['token_expired', 'token_invalid', 'unauthenticated'];

export interface AuthorisedFetchParts {
  readonly transport: Transport;
  readonly getAccessToken: () => Promise<string>;
  readonly refuse: (token: string) => void;
  /** Changes with every sign-in and sign-out. */
  readonly generation: () => number;
  readonly onVerdict: (reason: SignOutReason) => void;
}

export function createAuthorisedFetch(parts: AuthorisedFetchParts) {
  const { transport, getAccessToken, refuse, generation, onVerdict } = parts;
  return async (path: string, init: RequestInit = {}): Promise<Response> => {
    const token = await getAccessToken();
    const born = generation();
    const response = await transport.send(path, init, token);
    if (response.status !== 401) return response;
    const { code } = await problemOf(response.clone());
    if (isSignOutReason(code)) {
      if (generation() === born) onVerdict(code);
      return response;
    }
    if (!RENEWABLE.includes(code) || init.body instanceof ReadableStream) return response;
    refuse(token);
    return transport.send(path, init, await getAccessToken());
  };
}
