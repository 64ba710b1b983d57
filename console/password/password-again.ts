/** For what the server allows only soon after a sign-in: asks for the password, then the request is tried once more. */
import { problemOf } from '@purser/client/http/problem';
import { session } from '../session.js';

/** 403 with this code: the person may, but signed in too long ago. */
export const REAUTHENTICATION_REQUIRED = 'reauthentication_required';

interface Question {
  readonly answer: (given: boolean) => void;
}

let question: Question | null = null;
let asking: Promise<boolean> | null = null;
const listeners = new Set<() => void>();

function become(next: Question | null): void {
  question = next;
  for (const listener of [...listeners]) listener();
}

export const passwordQuestion = {
  get: () => question,
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
};

/** One question for any number of requests; resolves with whether the password was given. */
export function askPasswordAgain(): Promise<boolean> {
  asking ??= new Promise<boolean>((resolve) => {
    become({
      answer(given) {
        asking = null;
        become(null);
        resolve(given);
      },
    });
  });
  return asking;
}

/** Throws `ApiProblem`: `wrong_password`, `too_many_attempts`, … */
export async function givePassword(password: string): Promise<void> {
  const response = await session.fetch('/api/console/session/reauthenticate', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ password }),
  });
  if (!response.ok) throw await problemOf(response);
}
