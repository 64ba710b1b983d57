import CheckCircle from '@mui/icons-material/CheckCircleOutlined';
import Button from '@mui/material/Button';
import { useSession } from '@purser/client/react/session-provider';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';
import { PageHeading } from '@purser/kit/portal/ui/PageHeading';
import { PortalButton } from '@purser/kit/portal/ui/PortalLink';
import { withDestination } from '../paths.js';

export interface ConfirmedProps {
  /** Token of the invitation that was answered by signing up. */
  readonly invitation?: string;
}

/** The address is proven. Signing in is a step of its own, because the mail may be open on somebody else’s device. */
export function Confirmed({ invitation }: ConfirmedProps) {
  const t = useMessages('auth');
  const { destination, navigate } = usePortal();
  const { session } = useSession();
  return (
    <>
      <CheckCircle sx={{ fontSize: 44, color: 'success.main', mb: 1.5 }} aria-hidden />
      <PageHeading title={t('confirm.doneTitle')} intro={t(invitation ? 'confirm.doneInvited' : 'confirm.doneIntro')} />
      {invitation ? (
        // Behind `#` and in no link that could be copied: the page there takes it out of the address bar.
        <Button
          variant="contained"
          size="large"
          fullWidth
          onClick={() => navigate(`/invitation#${new URLSearchParams({ token: invitation })}`)}
        >
          {t('confirm.toInvitation')}
        </Button>
      ) : (
        <PortalButton
          to={session ? destination : withDestination('/sign-in', destination)}
          variant="contained"
          size="large"
          fullWidth
        >
          {t(session ? 'confirm.goOn' : 'signIn.action')}
        </PortalButton>
      )}
    </>
  );
}
