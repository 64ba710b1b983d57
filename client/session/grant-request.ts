/** The requests that bring a token, and what their answers mean. */
import { ApiProblem, networkProblem, problemOf } from '../http/problem.js';
import { type Grant, readGrant } from './endpoints.js';
import { isSignOutReason, type SignOutReason } from './reasons.js';

export type RefreshOutcome =
  | { readonly kind: 'granted'; readonly grant: Grant }
  /** The session is over. */
  | { readonly kind: 'verdict'; readonly reason: SignOutReason }
  /** No answer, too busy, or an answer that is not the server's: the session stands, try again. */
  | { readonly kind: 'later'; readonly problem: ApiProblem };

const REQUEST_LIMIT_MS = 15_000;

/** One sign-in over the network. Throws `ApiProblem`. */
export async function requestGrant(send: () => Promise<Response>): Promise<Grant> {
  const response = await send();
  if (!response.ok) throw await problemOf(response);
  const grant = readGrant(await response.json().catch(() => null));
  if (!grant) throw unreadable();
  return grant;
}

export async function requestRefresh(send: () => Promise<Response>): Promise<RefreshOutcome> {
  try {
    const response = await limited(send());
    if (!response.ok) return meaningOf(await problemOf(response));
    const grant = readGrant(await response.json());
    return grant ? { kind: 'granted', grant } : { kind: 'later', problem: unreadable() };
  } catch (error) {
    return { kind: 'later', problem: error instanceof ApiProblem ? error : networkProblem(error) };
  }
}

/** Only the server's own word ends a session: a 401 of a proxy in between, or a 404 during a deploy, does not. */
export function meaningOf(problem: ApiProblem): RefreshOutcome {
  if (problem.status !== 401 && problem.status !== 403) return { kind: 'later', problem };
  if (isSignOutReason(problem.code)) return { kind: 'verdict', reason: problem.code };
  const hasNoCookie = problem.status === 401 && ['unauthenticated', 'invalid_token'].includes(problem.code);
  return hasNoCookie ? { kind: 'verdict', reason: 'session_missing' } : { kind: 'later', problem };
}

function unreadable(): ApiProblem {
  const message = 'The server sent something unreadable. Try again in a moment.';
  return new ApiProblem(0, { code: 'invalid_answer', message });
}

/** A connection that hangs must not hold up every tab. */
async function limited(answer: Promise<Response>): Promise<Response> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The server did not answer in time')), REQUEST_LIMIT_MS);
  });
  return Promise.race([answer, limit]).finally(() => clearTimeout(timer));
}
