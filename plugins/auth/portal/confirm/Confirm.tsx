import { useLinkToken } from '@purser/kit/portal/useLinkToken';
import { useState } from 'react';
import type { ConfirmedRecord } from '../../records.js';
import { ConfirmByCode } from './ConfirmByCode.js';
import { ConfirmByLink } from './ConfirmByLink.js';
import { Confirmed } from './Confirmed.js';

/**
 * Proves an address: by the link of the mail, which does nothing until the person presses the button (mail scanners open
 * links, too), or by the code in it.
 */
export default function Confirm() {
  // Before the token is taken out of the address bar, and this with it.
  const [invited] = useState(() => new URLSearchParams(window.location.hash.slice(1)).get('invitation') ?? undefined);
  const token = useLinkToken();
  return <Steps key={token} token={token} invited={invited} />;
}

function Steps({ token, invited }: { readonly token: string | null; readonly invited: string | undefined }) {
  const [byCode, setByCode] = useState(token === null);
  const [done, setDone] = useState<ConfirmedRecord | null>(null);
  if (done) return <Confirmed invitation={invited ?? done.invitation} />;
  return byCode || token === null ? (
    <ConfirmByCode onDone={setDone} />
  ) : (
    <ConfirmByLink token={token} onDone={setDone} onUseCode={() => setByCode(true)} />
  );
}
