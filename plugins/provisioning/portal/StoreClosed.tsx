import Delete from '@mui/icons-material/DeleteOutlined';
import Failed from '@mui/icons-material/ErrorOutlineOutlined';
import Pause from '@mui/icons-material/PauseCircleOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import { useMessages } from '@purser/kit/portal/messages';
import { useWorkspace } from '@purser/kit/portal/portal';
import { PageHeading } from '@purser/kit/portal/ui/PageHeading';
import { PortalButton } from '@purser/kit/portal/ui/PortalLink';
import type { StoreStatus } from '../records.js';
import { closedAs } from './closedAs.js';
import { NextTry } from './NextTry.js';

/** It was open once and is not now: why, what is safe, and what happens next. The page follows by itself. */
export function StoreClosed({ status, onRetry }: { readonly status: StoreStatus; readonly onRetry: () => void }) {
  const t = useMessages('provisioning');
  const house = useMessages('portal');
  const { name } = useWorkspace();
  const how = closedAs(status);
  const moves = how === 'opening' || how === 'restoring';
  return (
    <Box sx={{ maxWidth: 560 }}>
      {moves ? null : (
        <Box
          aria-hidden
          sx={{ color: `${how === 'failed' ? 'error' : 'warning'}.main`, mb: 1, '& svg': { fontSize: 44 } }}
        >
          {how === 'failed' ? <Failed /> : how === 'deleted' ? <Delete /> : <Pause />}
        </Box>
      )}
      <PageHeading title={t(`closed.${how}.title`, { workspace: name })} intro={t(`closed.${how}.intro`)} />
      {moves ? <LinearProgress color="secondary" aria-label={t('closed.progress')} sx={{ mb: 2 }} /> : null}
      {moves ? <NextTry status={status} /> : null}
      <Typography variant="body2" color="textSecondary" sx={{ mb: 2.5 }}>
        {t(`closed.${how}.next`)}
      </Typography>
      {how === 'failed' ? (
        <Typography variant="body2" color="textSecondary" sx={{ mb: 2.5, overflowWrap: 'anywhere' }}>
          {t('failed.quote', { id: status.storeId })}
        </Typography>
      ) : null}
      {moves ? null : how === 'deleted' ? (
        <PortalButton to="/workspaces" variant="contained">
          {house('toStart')}
        </PortalButton>
      ) : (
        <Button variant="contained" onClick={onRetry}>
          {t('closed.lookAgain')}
        </Button>
      )}
    </Box>
  );
}
