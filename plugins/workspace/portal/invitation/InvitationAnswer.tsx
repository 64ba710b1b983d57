import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useSession } from '@purser/client/react/session-provider';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';
import { useProblemReader } from '@purser/kit/portal/problems';
import { ErrorState } from '@purser/kit/portal/ui/ErrorState';
import { PageHeading } from '@purser/kit/portal/ui/PageHeading';
import { When } from '@purser/kit/portal/ui/When';
import { useSubmit } from '@purser/kit/portal/useSubmit';
import { useState } from 'react';
import type { InvitationPreview } from '../../records.js';
import { dropInvitation } from './heldInvitation.js';
import { InvitationOver, type Over } from './InvitationOver.js';
import { WaysIn } from './WaysIn.js';
import { WrongAccount } from './WrongAccount.js';

export interface InvitationAnswerProps {
  readonly token: string;
  readonly preview: InvitationPreview;
}

/** Codes that end in a page of their own. */
const over: Readonly<Record<string, Over>> = {
  already_member: 'member',
  invitation_used: 'accepted',
  invitation_revoked: 'revoked',
  invitation_expired: 'expired',
  workspace_suspended: 'suspended',
  seat_limit: 'full',
};

interface Refused {
  readonly workspaceId?: string;
  readonly sentTo?: string;
  readonly signedInAs?: string;
}

/** Yes or no, for who is signed in at the invited address; for everybody else the way there. */
export function InvitationAnswer({ token, preview }: InvitationAnswerProps) {
  const t = useMessages('workspace');
  const { publicApi, navigate } = usePortal();
  const { api, session, state } = useSession();
  const read = useProblemReader('workspace');
  const [declined, setDeclined] = useState(false);
  const accepting = useSubmit(async () => {
    const { workspaceId } = await api.post<{ workspaceId: string }>('/api/invitations/accept', { token });
    dropInvitation();
    navigate(`/w/${workspaceId}`);
  });
  const declining = useSubmit(async () => {
    await publicApi.post('/api/invitations/decline', { token });
    dropInvitation();
    setDeclined(true);
  });
  const { code } = read(accepting.error);
  const refused = ((accepting.error as { body?: Refused } | null)?.body ?? {}) as Refused;
  const why = over[code];

  if (declined) return <InvitationOver why="declinedNow" preview={preview} />;
  if (code === 'invitation_wrong_account')
    return (
      <WrongAccount
        sentTo={refused.sentTo ?? preview.email}
        signedInAs={refused.signedInAs ?? session?.email ?? ''}
        workspace={preview.workspaceName}
        onContinue={accepting.forget}
      />
    );
  if (why) return <InvitationOver why={why} preview={preview} workspaceId={refused.workspaceId} />;

  const { workspaceName, invitedBy, role, message, email, expiresAt } = preview;
  return (
    <>
      <PageHeading
        title={t('invitation.join', { workspace: workspaceName })}
        intro={t('invitation.intro', { inviter: invitedBy, role: t(`roles.${role}`) })}
      />
      {message ? (
        <Box
          component="blockquote"
          sx={{ m: 0, mb: 3, pl: 2, borderLeft: 3, borderColor: 'secondary.main', whiteSpace: 'pre-line' }}
        >
          {message}
        </Box>
      ) : null}
      <Typography variant="body2" color="textSecondary" sx={{ mb: 3 }}>
        {t('invitation.sentTo', { email })} {t('waiting.expires')} <When at={expiresAt} />.
      </Typography>
      {accepting.error || declining.error ? (
        <Box sx={{ mb: 3 }}>
          <ErrorState error={accepting.error ?? declining.error} plugin="workspace" />
        </Box>
      ) : null}
      {session ? (
        <>
          <Button
            variant="contained"
            size="large"
            fullWidth
            loading={accepting.busy}
            onClick={() => void accepting.run()}
          >
            {t('invitation.accept')}
          </Button>
          <Typography variant="body2" color="textSecondary" sx={{ mt: 1.5 }}>
            {t('invitation.as', { email: session.email ?? '' })}
          </Typography>
        </>
      ) : state.status === 'starting' ? null : (
        <WaysIn token={token} />
      )}
      <Button color="inherit" fullWidth loading={declining.busy} onClick={() => void declining.run()} sx={{ mt: 2 }}>
        {t('invitation.decline')}
      </Button>
    </>
  );
}
