import { usePortal } from '@purser/kit/portal/portal';
import { useLinkToken } from '@purser/kit/portal/useLinkToken';
import { ChooseByCode } from './ChooseByCode.js';
import { ChooseByLink } from './ChooseByLink.js';

/** Behind the link of the mail: nothing is spent until the person saves a password (mail scanners open links, too). */
export default function Reset() {
  const { navigate } = usePortal();
  const token = useLinkToken();
  if (token) return <ChooseByLink key={token} token={token} />;
  return <ChooseByCode sentTo="" onAskAgain={() => navigate('/recover')} />;
}
