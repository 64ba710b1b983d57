import { useEffect, useState } from 'react';
import { ConfirmByCode } from './ConfirmByCode.js';
import { ConfirmByLink } from './ConfirmByLink.js';
import { Confirmed } from './Confirmed.js';

/**
 * Proves an address: by the link of the mail, which does nothing until the person presses the button (mail scanners open
 * links, too), or by the code in it.
 */
export default function Confirm() {
  const [token, setToken] = useState(tokenBehind);
  const [byCode, setByCode] = useState(token === null);
  const [done, setDone] = useState(false);

  // A link that is pasted over this very page changes only what stands behind `#`: nothing is loaded anew.
  useEffect(() => {
    const follow = () => {
      const pasted = tokenBehind();
      if (!pasted) return;
      setToken(pasted);
      setByCode(false);
      setDone(false);
    };
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);

  // Out of the address bar, where it could be copied or synced to other devices.
  useEffect(() => {
    if (token) window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search);
  }, [token]);

  if (done) return <Confirmed />;
  return byCode || token === null ? (
    <ConfirmByCode onDone={() => setDone(true)} />
  ) : (
    <ConfirmByLink key={token} token={token} onDone={() => setDone(true)} onUseCode={() => setByCode(true)} />
  );
}

function tokenBehind(): string | null {
  return new URLSearchParams(window.location.hash.slice(1)).get('token');
}
