import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';
import { ErrorState } from '@purser/kit/portal/ui/ErrorState';
import { useSubmit } from '@purser/kit/portal/useSubmit';
import type { JoinOffer } from '../../records-domains.js';

export interface JoinOfferRowProps {
  readonly offer: JoinOffer;
  readonly onJoin: () => Promise<void>;
  /** Before the page changes. */
  readonly onFollow?: () => void;
}

export function JoinOfferRow({ offer, onJoin, onFollow }: JoinOfferRowProps) {
  const t = useMessages('workspace');
  const { navigate, online } = usePortal();
  const { workspaceId, workspaceName, domain, members, full } = offer;
  const joining = useSubmit(async () => {
    await onJoin();
    onFollow?.();
    navigate(`/w/${workspaceId}`);
  });
  return (
    <Box component="li">
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 2 }}>
        <Box sx={{ flex: 1, minWidth: 0 }}>
          <Typography component="p" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
            {workspaceName}
          </Typography>
          <Typography component="p" variant="body2" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
            {full ? t('join.full') : t('join.open', { domain })} {t('all.members', { count: members })}
          </Typography>
        </Box>
        <Button
          size="small"
          variant="contained"
          loading={joining.busy}
          disabled={!online || full}
          aria-label={t('join.named', { workspace: workspaceName })}
          onClick={() => void joining.run()}
          sx={{ flex: 'none' }}
        >
          {t('join.action')}
        </Button>
      </Box>
      {joining.error ? (
        <Box sx={{ mt: 1.5 }}>
          <ErrorState error={joining.error} plugin="workspace" />
        </Box>
      ) : null}
    </Box>
  );
}
