import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Card from '@mui/material/Card';
import Typography from '@mui/material/Typography';
import { useMessages } from '@purser/kit/portal/messages';
import { useWorkspace } from '@purser/kit/portal/portal';
import { PageHeading } from '@purser/kit/portal/ui/PageHeading';
import type { StoreStatus } from '../records.js';
import { StepRow } from './StepRow.js';
import { stepProgress } from './steps.js';

/** Trying again is the operators' to do; the page follows by itself when they have. */
export function StoreFailed({ status }: { readonly status: StoreStatus }) {
  const t = useMessages('provisioning');
  const { name } = useWorkspace();
  return (
    <Box sx={{ maxWidth: 560 }}>
      <PageHeading title={t('failed.title', { workspace: name })} intro={t('failed.intro')} />
      <Card sx={{ p: { xs: 2.5, sm: 3 } }}>
        <Alert severity="error" sx={{ mb: 2 }}>
          {t('failed.operator')}
        </Alert>
        <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }}>
          {stepProgress(status).map((entry) => (
            <StepRow key={entry.step} {...entry} />
          ))}
        </Box>
        <Typography variant="body2" color="textSecondary" sx={{ mt: 2, overflowWrap: 'anywhere' }}>
          {t('failed.quote', { id: status.storeId })}
        </Typography>
      </Card>
    </Box>
  );
}
