import Pause from '@mui/icons-material/PauseCircleOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMessages } from '@purser/kit/portal/messages';
import { useWorkspace } from '@purser/kit/portal/portal';
import { PageHeading } from '@purser/kit/portal/ui/PageHeading';

/** The operators paused it for everyone. */
export function StoreClosed({ onRetry }: { readonly onRetry: () => void }) {
  const t = useMessages('provisioning');
  const { name } = useWorkspace();
  return (
    <Box sx={{ maxWidth: 560 }}>
      <Pause aria-hidden sx={{ fontSize: 44, color: 'warning.main', mb: 1.5 }} />
      <PageHeading title={t('closed.title', { workspace: name })} intro={t('closed.intro')} />
      <Button variant="contained" onClick={onRetry}>
        {t('closed.lookAgain')}
      </Button>
    </Box>
  );
}
