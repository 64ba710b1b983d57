import Pause from '@mui/icons-material/PauseCircleOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import { useMessages } from '@purser/kit/portal/messages';
import { useWorkspace } from '@purser/kit/portal/portal';
import { PageHeading } from '@purser/kit/portal/ui/PageHeading';
import type { StoreStatus } from '../records.js';
import { closedAs } from './closedAs.js';

/** It was open once and is not now: why, what is safe, and what happens next. The page follows by itself. */
export function StoreClosed({ status, onRetry }: { readonly status: StoreStatus; readonly onRetry: () => void }) {
  const t = useMessages('provisioning');
  const { name } = useWorkspace();
  const how = closedAs(status);
  const moves = how === 'opening' || how === 'restoring';
  return (
    <Box sx={{ maxWidth: 560 }}>
      {moves ? null : <Pause aria-hidden sx={{ fontSize: 44, color: 'warning.main', mb: 1.5 }} />}
      <PageHeading title={t(`closed.${how}.title`, { workspace: name })} intro={t(`closed.${how}.intro`)} />
      {moves ? <LinearProgress color="secondary" aria-label={t('closed.progress')} sx={{ mb: 2 }} /> : null}
      <Typography variant="body2" color="textSecondary" sx={{ mb: 2.5 }}>
        {t(`closed.${how}.next`)}
      </Typography>
      {moves ? null : (
        <Button variant="contained" onClick={onRetry}>
          {t('closed.lookAgain')}
        </Button>
      )}
      {how === 'failed' ? (
        <Typography variant="body2" color="textSecondary" sx={{ mt: 2, overflowWrap: 'anywhere' }}>
          {t('failed.quote', { id: status.storeId })}
        </Typography>
      ) : null}
    </Box>
  );
}
