import { useEffect } from 'react';
import { preloadPage } from '../location/lazyPage.js';
import type { Placed } from '../location/match.js';
import { SIGN_IN } from '../location/paths.js';

/** After what the page itself needs. */
const LATER_MS = 1_500;

/** Has the sign-in page here before it is needed: a session may end without a network, and why is then said at once. */
export function useWayOut(pages: readonly Placed[]): void {
  useEffect(() => {
    const signIn = pages.find(({ scope, path }) => scope === 'public' && path === SIGN_IN);
    const timer = setTimeout(() => signIn && void preloadPage(signIn), LATER_MS);
    return () => clearTimeout(timer);
  }, [pages]);
}
