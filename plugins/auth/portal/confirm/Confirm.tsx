import { useLinkToken } from '@purser/kit/portal/useLinkToken';
import { useState } from 'react';
import { ConfirmByCode } from './ConfirmByCode.js';
import { ConfirmByLink } from './ConfirmByLink.js';
import { Confirmed } from './Confirmed.js';

/**
 * Proves an address: by the link of the mail, which does nothing until the person presses the button (mail scanners open
 * links, too), or by the code in it.
 */
export default function Confirm() {
  const token = useLinkToken();
  return <Steps key={token} token={token} />;
}

function Steps({ token }: { readonly token: string | null }) {
  const [byCode, setByCode] = useState(token === null);
  const [done, setDone] = useState(false);
  if (done) return <Confirmed />;
  return byCode || token === null ? (
    <ConfirmByCode onDone={() => setDone(true)} />
  ) : (
    <ConfirmByLink token={token} onDone={() => setDone(true)} onUseCode={() => setByCode(true)} />
  );
}
