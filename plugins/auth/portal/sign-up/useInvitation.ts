import { useEffect, useState } from 'react';

/** The invitation this sign-up answers, from behind `#`; taken out of the address bar as the token of a mail's link is. */
export function useInvitation(): string | null {
  const [invitation] = useState(() => new URLSearchParams(window.location.hash.slice(1)).get('invitation'));
  useEffect(() => {
    if (!invitation) return;
    window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search);
  }, [invitation]);
  return invitation;
}
