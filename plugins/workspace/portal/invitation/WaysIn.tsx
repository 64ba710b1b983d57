import Box from '@mui/material/Box';
import { useMessages } from '@purser/kit/portal/messages';
import { PortalButton } from '@purser/kit/portal/ui/PortalLink';

const BACK = `?${new URLSearchParams({ next: '/invitation' })}`;

/** For a stranger: an account, or the one they have. The sign-up takes the invitation with it, behind the `#`. */
export function WaysIn({ token }: { readonly token: string }) {
  const t = useMessages('workspace');
  const signUp = `/sign-up${BACK}#${new URLSearchParams({ invitation: token })}`;
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      <PortalButton to={signUp} variant="contained" size="large" fullWidth>
        {t('invitation.signUp')}
      </PortalButton>
      <PortalButton to={`/sign-in${BACK}`} variant="outlined" size="large" fullWidth>
        {t('invitation.signIn')}
      </PortalButton>
    </Box>
  );
}
