import type { AuthProvider } from 'react-admin';
import { httpClient } from './httpClient.js';
import { session } from './session.js';

interface Me {
  operator: { id: string; email: string; name?: string | null };
  roles: string[];
  permissions: string[];
}

let me: Promise<Me> | null = null;

function whoAmI(): Promise<Me> {
  me ??= httpClient('/api/console/me').then(
    ({ json }) => json as Me,
    (error) => {
      me = null;
      throw error;
    },
  );
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
    me = null;
    await session.signIn(username, password);
  },
  // Runs for every way out: by hand, by verdict, from another tab. The session manager knows whether a request is due.
  logout: async () => {
    me = null;
    const state = session.getState();
    if (state.status === 'signed-out') return loginPath(state.reason);
    await session.logout('signed_out');
    return loginPath('signed_out');
  },
  checkAuth: async () => {
    const state = await settled();
    if (state.status === 'signed-out') {
      throw Object.assign(new Error('Sign in to go on.'), { redirectTo: loginPath(state.reason), message: false });
    }
  },
  // 403 is about one thing, not about the session; a 401 that is still there after a refresh is a verdict.
  checkError: async (error: { status?: number; message?: string }) => {
    if (error?.status !== 401 && session.getState().status !== 'signed-out') return;
    const state = session.getState();
    const reason = state.status === 'signed-out' ? state.reason : null;
    throw Object.assign(new Error('Sign in to go on.'), { redirectTo: loginPath(reason), message: false });
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
