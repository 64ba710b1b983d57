import { isSignOutReason } from '@purser/client/session/reasons';
import type { AuthProvider } from 'react-admin';
import { httpClient } from './httpClient.js';
import { session } from './session.js';

interface Me {
  operator: { id: string; email: string; name?: string | null };
  roles: string[];
  permissions: string[];
}

let known: { readonly of: string; readonly me: Promise<Me> } | null = null;

/** Asked once for each operator who signs in, also when that happens in another tab. */
function whoAmI(): Promise<Me> {
  const state = session.getState();
  const of = state.status === 'signed-in' ? state.session.userId : '';
  if (known?.of === of) return known.me;
  const me = httpClient('/api/console/me').then(({ json }) => json as Me);
  known = { of, me };
  me.catch(() => {
    if (known?.me === me) known = null;
  });
  return me;
}

function loginPath(reason: string | null) {
  return reason ? `/login?reason=${encodeURIComponent(reason)}` : '/login';
}

async function settled() {
  const state = session.getState();
  return state.status === 'starting' ? session.start() : state;
}

export const authProvider: AuthProvider = {
  login: async ({ username, password }: { username: string; password: string }) => {
    known = null;
    await session.signIn(username, password);
  },
  logout: async () => {
    known = null;
    const state = session.getState();
    if (state.status === 'signed-out') return loginPath(state.reason);
    const isShown = state.status === 'signed-in';
    await session.logout('signed_out');
    // The end of a session that is shown leads to sign-in by itself (`useSessionEnd`); twice would forget the way back.
    return isShown ? false : loginPath(null);
  },
  checkAuth: async () => {
    const state = await settled();
    if (state.status === 'signed-out') {
      throw Object.assign(new Error('Sign in to go on.'), { redirectTo: loginPath(state.reason), message: false });
    }
  },
  // 403 is about one thing, not about the session. A 401 that is still there after a refresh is a verdict: however many
  // requests come back with it, the session ends once, and that leads to sign-in.
  checkError: async (error: { status?: number; body?: { code?: unknown } }) => {
    if (error?.status !== 401 && session.getState().status !== 'signed-out') return;
    const code = error?.body?.code;
    session.end(isSignOutReason(code) ? code : 'session_revoked');
    throw Object.assign(new Error('Sign in to go on.'), { logoutUser: false, message: false });
  },
  getIdentity: async () => {
    const { operator } = await whoAmI();
    return { id: operator.id, fullName: operator.name || operator.email };
  },
  getPermissions: async () => {
    const state = await settled();
    return state.status === 'signed-out' ? [] : (await whoAmI()).permissions;
  },
};
