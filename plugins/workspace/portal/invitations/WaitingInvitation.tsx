import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import type { OwnInvitation } from '@purser/client/workspaces/records';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';
import { ErrorState } from '@purser/kit/portal/ui/ErrorState';
import { When } from '@purser/kit/portal/ui/When';
import { useSubmit } from '@purser/kit/portal/useSubmit';

export interface WaitingInvitationProps {
  readonly invitation: OwnInvitation;
  /** Answers the id of the workspace. */
  readonly onAccept: () => Promise<string>;
  readonly onDecline: () => Promise<void>;
  /** Before the page changes. */
  readonly onFollow?: () => void;
}

export function WaitingInvitation({ invitation, onAccept, onDecline, onFollow }: WaitingInvitationProps) {
  const t = useMessages('workspace');
  const { navigate, online } = usePortal();
  const accepting = useSubmit(async () => {
    const id = await onAccept();
    onFollow?.();
    navigate(`/w/${id}`);
  });
  const declining = useSubmit(onDecline);
  const error = accepting.error ?? declining.error;
  const { workspaceName, invitedBy, role, message, expiresAt } = invitation;
  return (
    <Box component="li">
      <Typography component="p" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
        {workspaceName}
      </Typography>
      <Typography component="p" variant="body2" color="textSecondary">
        {t('waiting.by', { inviter: invitedBy, role: t(`roles.${role}`) })} {t('waiting.expires')}{' '}
        <When at={expiresAt} />.
      </Typography>
      {message ? (
        <Typography component="p" variant="body2" sx={{ mt: 0.5, whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
          “{message}”
        </Typography>
      ) : null}
      <Box sx={{ display: 'flex', gap: 1, mt: 1 }}>
        <Button
          size="small"
          variant="contained"
          loading={accepting.busy}
          disabled={!online || declining.busy}
          aria-label={t('waiting.acceptNamed', { workspace: workspaceName })}
          onClick={() => void accepting.run()}
        >
          {t('waiting.accept')}
        </Button>
        <Button
          size="small"
          color="inherit"
          loading={declining.busy}
          disabled={!online || accepting.busy}
          aria-label={t('waiting.declineNamed', { workspace: workspaceName })}
          onClick={() => void declining.run()}
        >
          {t('waiting.decline')}
        </Button>
      </Box>
      {error ? (
        <Box sx={{ mt: 1.5 }}>
          <ErrorState error={error} plugin="workspace" />
        </Box>
      ) : null}
    </Box>
  );
}
