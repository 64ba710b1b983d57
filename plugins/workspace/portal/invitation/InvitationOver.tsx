import EventAvailable from '@mui/icons-material/EventAvailableOutlined';
import EventBusy from '@mui/icons-material/EventBusyOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useSession } from '@purser/client/react/session-provider';
import { useMessages } from '@purser/kit/portal/messages';
import { PageHeading } from '@purser/kit/portal/ui/PageHeading';
import { PortalButton } from '@purser/kit/portal/ui/PortalLink';
import type { InvitationPreview } from '../../records.js';

/** Why an invitation cannot be accepted (now). */
export type Over = Exclude<InvitationPreview['state'], 'pending'> | 'member' | 'declinedNow' | 'noLink' | 'unknown';

export interface InvitationOverProps {
  readonly why: Over;
  readonly preview?: InvitationPreview;
  /** Where the person is a member already. */
  readonly workspaceId?: string;
  /** For what may pass: looks again. */
  readonly onRetry?: () => void;
}

/** Each with what happened, what is safe and what to do. */
export function InvitationOver({ why, preview, workspaceId, onRetry }: InvitationOverProps) {
  const t = useMessages('workspace');
  const { session, state } = useSession();
  const values = { workspace: preview?.workspaceName ?? '', inviter: preview?.invitedBy ?? '' };
  const Icon = why === 'member' ? EventAvailable : EventBusy;
  const mayPass = why === 'suspended' || why === 'full';
  return (
    <>
      <Icon aria-hidden sx={{ fontSize: 44, color: 'text.secondary', mb: 1.5 }} />
      <PageHeading title={t(`over.${why}.title`, values)} intro={t(`over.${why}.text`, values)} />
      <Box sx={{ display: 'grid', gap: 1.5 }}>
        {mayPass && onRetry ? (
          <Button variant="contained" size="large" fullWidth onClick={onRetry}>
            {t('over.lookAgain')}
          </Button>
        ) : null}
        {session ? (
          <PortalButton
            to={workspaceId ? `/w/${workspaceId}` : '/'}
            variant={mayPass && onRetry ? 'outlined' : 'contained'}
            size="large"
            fullWidth
          >
            {workspaceId ? t('over.open', values) : t('ended.toAll')}
          </PortalButton>
        ) : state.status === 'starting' ? null : (
          <PortalButton to="/sign-in" variant="outlined" size="large" fullWidth>
            {t('invitation.signIn')}
          </PortalButton>
        )}
      </Box>
    </>
  );
}
