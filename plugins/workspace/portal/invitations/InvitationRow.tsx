import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import Typography from '@mui/material/Typography';
import type { InvitationRow as Row } from '@purser/client/workspaces/records';
import type { Shown } from '@purser/client/workspaces/select';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal, useWorkspace } from '@purser/kit/portal/portal';
import { ConfirmDialog } from '@purser/kit/portal/ui/ConfirmDialog';
import { When } from '@purser/kit/portal/ui/When';
import { useRef, useState } from 'react';
import { useFocusAfterRefusal } from '../members/useFocusAfterRefusal.js';

export interface InvitationRowProps {
  readonly invitation: Shown<Row>;
  readonly onResend: () => Promise<unknown>;
  readonly onRevoke: () => Promise<unknown>;
}

export function InvitationRow({ invitation, onResend, onRevoke }: InvitationRowProps) {
  const t = useMessages('workspace');
  const { online } = usePortal();
  const { id: workspaceId } = useWorkspace();
  const [asking, setAsking] = useState(false);
  const line = useRef<HTMLLIElement>(null);
  const { id, email, role, state, invitedBy, expiresAt, answeredAt, pending } = invitation;
  useFocusAfterRefusal(`invitation ${workspaceId} ${id}`, line);
  const isOpen = state === 'pending';
  const isHere = expiresAt !== '';
  return (
    <Box component="li" ref={line} sx={row} aria-busy={pending === 'sending' || undefined}>
      <Box sx={{ flex: 1, minWidth: { xs: '100%', sm: 200 } }}>
        <Typography component="p" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
          {email}
        </Typography>
        <Typography component="p" variant="body2" color="textSecondary">
          {t(`roles.${role}`)} ·{' '}
          {isHere ? (
            <>
              {t(`invitations.${state}`, { inviter: invitedBy })}{' '}
              <When at={isOpen ? expiresAt : (answeredAt ?? expiresAt)} />
            </>
          ) : (
            t(pending === 'queued' ? 'invitations.queued' : 'invitations.sending')
          )}
        </Typography>
      </Box>
      {isOpen && isHere ? (
        <Box sx={{ display: 'flex', gap: 1 }}>
          <Button
            size="small"
            disabled={!online || pending !== null}
            aria-label={t('invitations.resendTo', { email })}
            onClick={() => void onResend().catch(() => undefined)}
          >
            {t('invitations.resend')}
          </Button>
          <Button
            size="small"
            color="error"
            disabled={!online || pending !== null}
            aria-label={t('invitations.revokeOf', { email })}
            onClick={() => setAsking(true)}
          >
            {t('invitations.revoke')}
          </Button>
        </Box>
      ) : (
        <Chip size="small" variant="outlined" label={t(`states.${isHere ? state : 'waiting'}`)} />
      )}
      <ConfirmDialog
        open={asking}
        title={t('invitations.revokeTitle', { email })}
        confirm={t('invitations.revoke')}
        danger
        plugin="workspace"
        onConfirm={async () => {
          // The row goes at once; a refusal brings it back and is told above the list.
          void onRevoke().catch(() => undefined);
        }}
        onClose={() => setAsking(false)}
      >
        {t('invitations.revokeText')}
      </ConfirmDialog>
    </Box>
  );
}

const row = {
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: 1,
  py: 1.5,
  borderTop: 1,
  borderColor: 'divider',
  '&:first-of-type': { borderTop: 0, pt: 0 },
  '&:last-of-type': { pb: 0 },
} as const;
