import { fetchUtils, HttpError } from 'react-admin';
import { session } from './session.js';

interface ProblemBody {
  message?: string;
  errors?: Record<string, string>;
}

/**
 * Every request of the console: the session manager adds the token and refreshes it; what remains is to give
 * react-admin the errors in the form that marks fields (`errors`) and words its toast (`errors.root.serverError`).
 */
export async function httpClient(url: string, options: fetchUtils.Options = {}) {
  const headers = new Headers(options.headers as HeadersInit);
  if (options.body) headers.set('Content-Type', 'application/json');
  const response = await session.fetch(url, { ...options, headers } as RequestInit);
  const body = await response.text();
  const json = parse(body);
  if (response.status < 200 || response.status >= 300) {
    const problem = (json ?? {}) as ProblemBody;
    const message = problem.message ?? `The server answered ${response.status}.`;
    throw new HttpError(message, response.status, {
      ...problem,
      errors: { ...problem.errors, root: { serverError: message } },
    });
  }
  return { status: response.status, headers: response.headers, body, json };
}

function parse(body: string): unknown {
  try {
    return body ? JSON.parse(body) : null;
  } catch {
    return null;
  }
}
