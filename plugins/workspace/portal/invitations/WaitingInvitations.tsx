import Box from '@mui/material/Box';
import { useOwnInvitations } from '@purser/client/react/workspaces';
import { useMessages } from '@purser/kit/portal/messages';
import { Section } from '@purser/kit/portal/ui/Section';
import { WaitingInvitation } from './WaitingInvitation.js';

/** What waits for this person; nothing when nothing does. */
export function WaitingInvitations() {
  const t = useMessages('workspace');
  const { invitations, accept, decline } = useOwnInvitations();
  if (invitations.length === 0) return null;
  return (
    <Section title={t('waiting.title')} intro={t('waiting.intro')}>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 2.5 }}>
        {invitations.map((invitation) => (
          <WaitingInvitation
            key={invitation.id}
            invitation={invitation}
            onAccept={() => accept(invitation.id)}
            onDecline={() => decline(invitation.id)}
          />
        ))}
      </Box>
    </Section>
  );
}
