import Box from '@mui/material/Box';
import Divider from '@mui/material/Divider';
import Typography from '@mui/material/Typography';
import { useOwnInvitations } from '@purser/client/react/workspaces';
import { useMessages } from '@purser/kit/portal/messages';
import { useId } from 'react';
import { WaitingInvitation } from './invitations/WaitingInvitation.js';

/** What waits for the person, where they look for their workspaces. */
export function SwitcherInvitations({ onFollow }: { readonly onFollow: () => void }) {
  const t = useMessages('workspace');
  const { invitations, accept, decline } = useOwnInvitations();
  const title = useId();
  if (invitations.length === 0) return null;
  return (
    <>
      <Divider sx={{ my: 1 }} />
      <Typography component="h2" variant="subtitle2" id={title} sx={{ px: 1.5, pt: 0.5 }}>
        {t('waiting.title')}
      </Typography>
      <Box
        component="ul"
        aria-labelledby={title}
        sx={{ listStyle: 'none', m: 0, px: 1.5, py: 1, display: 'grid', gap: 2, maxHeight: '40vh', overflowY: 'auto' }}
      >
        {invitations.map((invitation) => (
          <WaitingInvitation
            key={invitation.id}
            invitation={invitation}
            onAccept={() => accept(invitation.id)}
            onDecline={() => decline(invitation.id)}
            onFollow={onFollow}
          />
        ))}
      </Box>
    </>
  );
}
