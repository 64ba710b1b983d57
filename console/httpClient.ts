import { fetchUtils, HttpError } from 'react-admin';
import { BACKGROUND, idle } from './idle/idle.js';
import { askPasswordAgain, REAUTHENTICATION_REQUIRED } from './password/password-again.js';
import { session } from './session.js';

interface ProblemBody {
  code?: string;
  message?: string;
  errors?: Record<string, string>;
}

/**
 * Every request of the console: the session manager adds the token and refreshes it; what remains is to say whether
 * somebody asked for it, to ask for the password where it is needed once more, and to give react-admin the errors in the
 * form that marks fields (`errors`) and words its toast (`errors.root.serverError`).
 */
export async function httpClient(url: string, options: fetchUtils.Options = {}) {
  const answer = await send(url, options);
  const needsPassword = answer.status === 403 && answer.problem.code === REAUTHENTICATION_REQUIRED;
  return taken(needsPassword && (await askPasswordAgain()) ? await send(url, options) : answer);
}

async function send(url: string, options: fetchUtils.Options) {
  const headers = new Headers(options.headers as HeadersInit);
  if (options.body) headers.set('Content-Type', 'application/json');
  const isBackground = idle.isBackground();
  if (isBackground) headers.set(BACKGROUND, '1');
  const response = await session.fetch(url, { ...options, headers } as RequestInit);
  if (response.ok && !isBackground) idle.used();
  const body = await response.text();
  const json = parse(body);
  return { status: response.status, headers: response.headers, body, json, problem: (json ?? {}) as ProblemBody };
}

function taken({ problem, ...answer }: Awaited<ReturnType<typeof send>>) {
  if (answer.status >= 200 && answer.status < 300) return answer;
  const message = problem.message ?? `The server answered ${answer.status}.`;
  throw new HttpError(message, answer.status, {
    ...problem,
    errors: { ...problem.errors, root: { serverError: message } },
  });
}

function parse(body: string): unknown {
  try {
    return body ? JSON.parse(body) : null;
  } catch {
    return null;
  }
}
