/** What ends an operator's session and what does not, with the console's own request client and session. */
import { reasonWords } from '@purser/client/session/reasons';
import { authProvider } from '../../../console/authProvider.js';
import { httpClient } from '../../../console/httpClient.js';
import { session } from '../../../console/session.js';

type Answer = { readonly status: number; readonly body?: unknown };

let unsubscribe: (() => void) | undefined;

const operator = { id: 'op-1', email: 'mira@example.org', name: 'Mira' };
const grant = {
  accessToken: `x.${btoa(JSON.stringify({ iat: 1, exp: 601, sub: 'op-1', sid: 's-1', aud: 'console' }))}.y`,
  expiresIn: 600,
  session: { id: 's-1' },
  operator,
};

/** The one session of the page, signed in anew against these answers. */
async function openConsole(answers: Record<string, Answer>) {
  const sent: string[] = [];
  globalThis.fetch = jest.fn(async (input: unknown, init?: RequestInit) => {
    const call = `${init?.method ?? 'GET'} ${String(input)}`;
    sent.push(call);
    if (call === 'GET /api/console/session/events') return new Response(null, { status: 404 });
    if (call === 'DELETE /api/console/session') return new Response(null, { status: 204 });
    const { status, body } = answers[call] ?? { status: 404, body: { code: 'not_found', message: 'No.' } };
    return new Response(JSON.stringify(body), { status });
  }) as typeof fetch;
  await authProvider.login({ username: operator.email, password: 'right' });
  return { count: (call: string) => sent.filter((one) => one === call).length };
}

const signIn = { 'POST /api/console/session': { status: 200, body: grant } };
const refused = (status: number, code: string): Answer => ({ status, body: { code, message: code } });

describe('the console’s way with refusals', () => {
  afterEach(async () => {
    await session.logout();
    unsubscribe?.();
  });
  afterAll(() => session.dispose());

  it('makes one sign-out request of ten parallel 401s, and keeps the reason', async () => {
    const { count } = await openConsole({
      ...signIn,
      'GET /api/console/users': refused(401, 'ended_by_operator'),
    });
    const states: string[] = [];
    unsubscribe = session.subscribe(() => states.push(session.getState().status));
    const failures = await Promise.all(
      Array.from({ length: 10 }, () => httpClient('/api/console/users').catch((error: unknown) => error)),
    );
    const verdicts = await Promise.all(
      failures.map((error) => authProvider.checkError(error).catch((e: unknown) => e)),
    );
    // React-admin neither redirects nor notifies for them: the one redirect follows from the session's end.
    expect(verdicts).toHaveLength(10);
    for (const verdict of verdicts) expect(verdict).toMatchObject({ logoutUser: false, message: false });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(count('GET /api/console/users')).toBe(10);
    expect(count('DELETE /api/console/session')).toBe(1);
    expect(states).toEqual(['signed-out']);
    expect(await authProvider.logout({})).toBe('/login?reason=ended_by_operator');
    await expect(authProvider.checkAuth({})).rejects.toMatchObject({
      redirectTo: '/login?reason=ended_by_operator',
      message: false,
    });
    expect(reasonWords('ended_by_operator').title).toBe('Session ended by an operator');
  });

  it('renews once for ten parallel requests with a token that the server takes for expired, and goes on', async () => {
    let renewed = false;
    const { count } = await openConsole({
      ...signIn,
      'POST /api/console/session/refresh': {
        status: 200,
        get body() {
          renewed = true;
          return { ...grant, accessToken: grant.accessToken.replace('.y', '.z') };
        },
      },
      'GET /api/console/users': {
        get status() {
          return renewed ? 200 : 401;
        },
        get body() {
          return renewed ? [] : { code: 'token_expired', message: 'Expired.' };
        },
      },
    });
    const answers = await Promise.all(Array.from({ length: 10 }, () => httpClient('/api/console/users')));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    expect(count('POST /api/console/session/refresh')).toBe(1);
    expect(count('DELETE /api/console/session')).toBe(0);
  });

  it('ends a session whose 401 stays without a reason of its own', async () => {
    await openConsole({
      ...signIn,
      'GET /api/console/users': refused(401, 'something_new'),
    });
    const error = await httpClient('/api/console/users').catch((thrown: unknown) => thrown);
    await expect(authProvider.checkError(error)).rejects.toMatchObject({ logoutUser: false });
    expect(await authProvider.logout({})).toBe('/login?reason=session_revoked');
  });

  it.each([
    [403, 'forbidden'],
    [404, 'not_found'],
    [409, 'conflict'],
    [429, 'too_many_requests'],
    [500, 'internal'],
    [503, 'unavailable'],
  ])('never signs out for a %s', async (status, code) => {
    const { count } = await openConsole({
      ...signIn,
      'GET /api/console/users': refused(status, code),
    });
    const error = await httpClient('/api/console/users').catch((thrown: unknown) => thrown);
    await expect(authProvider.checkError(error)).resolves.toBeUndefined();
    expect(session.getState().status).toBe('signed-in');
    expect(count('DELETE /api/console/session')).toBe(0);
  });

  it('leaves the way to sign-in to the end of the session when the person signs out', async () => {
    const { count } = await openConsole(signIn);
    expect(await authProvider.logout({})).toBe(false);
    expect(session.getState()).toEqual({ status: 'signed-out', reason: 'signed_out' });
    expect(count('DELETE /api/console/session')).toBe(1);
  });

  it('asks who it is once for each operator', async () => {
    const { count } = await openConsole({
      ...signIn,
      'GET /api/console/me': { status: 200, body: { operator, roles: ['owner'], permissions: ['auth.read-users'] } },
    });
    const [permissions] = await Promise.all([authProvider.getPermissions?.({}), authProvider.getIdentity?.()]);
    expect(permissions).toEqual(['auth.read-users']);
    expect(count('GET /api/console/me')).toBe(1);
    await authProvider.login({ username: operator.email, password: 'right' });
    await authProvider.getPermissions?.({});
    expect(count('GET /api/console/me')).toBe(2);
  });
});
