import { useOwnInvitations } from '@purser/client/react/workspaces';
import { useMessages } from '@purser/kit/portal/messages';
import { WaitingInvitation } from './invitations/WaitingInvitation.js';
import { SwitcherSection } from './SwitcherSection.js';

/** Invitations that wait for the person, where they look for their workspaces. */
export function SwitcherInvitations({ onFollow }: { readonly onFollow: () => void }) {
  const t = useMessages('workspace');
  const { invitations, accept, decline } = useOwnInvitations();
  if (invitations.length === 0) return null;
  return (
    <SwitcherSection title={t('waiting.title')} maxHeight="40vh">
      {invitations.map((invitation) => (
        <WaitingInvitation
          key={invitation.id}
          invitation={invitation}
          onAccept={() => accept(invitation.id)}
          onDecline={() => decline(invitation.id)}
          onFollow={onFollow}
        />
      ))}
    </SwitcherSection>
  );
}
