import { useEffect, useRef } from 'react';
import { useLogout } from 'react-admin';
import { session } from './session.js';

/**
 * The one way to sign-in, whatever ended the session: a verdict, another tab, an operator, the clock, or the person. Somebody
 * else who signed in in another tab is shown their own console.
 */
export function useSessionEnd() {
  const logout = useLogout();
  const isLeaving = useRef(false);
  useEffect(() => {
    const first = session.getState();
    const follow = () => {
      const state = session.getState();
      if (isLeaving.current) return;
      if (state.status === 'signed-out') {
        isLeaving.current = true;
        void logout();
      } else if (isSomebodyElse(first, state)) {
        isLeaving.current = true;
        window.location.reload();
      }
    };
    follow();
    return session.subscribe(follow);
  }, [logout]);
}

type State = ReturnType<typeof session.getState>;

function isSomebodyElse(first: State, now: State): boolean {
  return first.status === 'signed-in' && now.status === 'signed-in' && first.session.userId !== now.session.userId;
}
