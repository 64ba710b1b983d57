/** Sessions of people and of staff, as a browser opens them through the one proxy in front of the server. */
import { PASSWORD, PUBLIC_URL } from '../auth/subject.js';

let signIns = 0;

/** Answers the header that the requests of this session carry. */
export async function signIn(
  server: string,
  path: '/api/auth/login' | '/api/console/session',
  email: string,
): Promise<Record<string, string>> {
  signIns += 1;
  const answer = await fetch(`${server}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-purser-client': 'console',
      'sec-fetch-site': 'same-origin',
      origin: PUBLIC_URL,
      // Everybody from an address of their own, as they would be.
      'x-forwarded-for': `10.0.${signIns >> 8}.${signIns & 255}`,
    },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  const { accessToken, code } = (await answer.json()) as { accessToken?: string; code?: string };
  if (!accessToken) throw new Error(`${email} could not sign in: ${answer.status} ${code}`);
  return { authorization: `Bearer ${accessToken}` };
}
