import { useEffect } from 'react';
import { useLogout } from 'react-admin';
import { session } from './session.js';

/** A session that ends elsewhere (another tab, an operator, the clock) leads to sign-in at once, with its reason. */
export function useSessionEnd() {
  const logout = useLogout();
  useEffect(
    () =>
      session.subscribe(() => {
        if (session.getState().status === 'signed-out') void logout();
      }),
    [logout],
  );
}
