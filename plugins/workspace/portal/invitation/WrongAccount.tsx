import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useSession } from '@purser/client/react/session-provider';
import { useMessages } from '@purser/kit/portal/messages';
import { PageHeading } from '@purser/kit/portal/ui/PageHeading';
import { PortalButton } from '@purser/kit/portal/ui/PortalLink';
import { useSubmit } from '@purser/kit/portal/useSubmit';

export interface WrongAccountProps {
  /** Masked. */
  readonly sentTo: string;
  readonly signedInAs: string;
  readonly workspace: string;
  /** Signed out now: the invitation is shown again, with the ways in. */
  readonly onContinue: () => void;
}

/** Nothing was spent: the invitation waits for the account it was sent to. */
export function WrongAccount({ sentTo, signedInAs, workspace, onContinue }: WrongAccountProps) {
  const t = useMessages('workspace');
  const { manager } = useSession();
  const { run, busy } = useSubmit(async () => {
    await manager.logout();
    onContinue();
  });
  return (
    <>
      <PageHeading
        title={t('wrongAccount.title')}
        intro={t('wrongAccount.text', { sentTo, you: signedInAs, workspace })}
      />
      <Box sx={{ display: 'grid', gap: 1.5 }}>
        <Button variant="contained" size="large" fullWidth loading={busy} onClick={() => void run()}>
          {t('wrongAccount.signOut')}
        </Button>
        <PortalButton to="/" color="inherit" fullWidth>
          {t('wrongAccount.stay', { you: signedInAs })}
        </PortalButton>
      </Box>
    </>
  );
}
