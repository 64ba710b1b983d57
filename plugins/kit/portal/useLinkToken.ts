import { useEffect, useState } from 'react';

/**
 * The token behind `#` of a mail's link; null when the page was opened without one. It is taken out of the address bar,
 * where it could be copied or synced to other devices, and follows a link that is pasted over this very page: only what
 * stands behind `#` changes then, and nothing is loaded anew.
 */
export function useLinkToken(): string | null {
  const [token, setToken] = useState(tokenBehind);

  useEffect(() => {
    const follow = () => {
      const pasted = tokenBehind();
      if (pasted) setToken(pasted);
    };
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);

  useEffect(() => {
    if (token) window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search);
  }, [token]);

  return token;
}

function tokenBehind(): string | null {
  return new URLSearchParams(window.location.hash.slice(1)).get('token');
}
