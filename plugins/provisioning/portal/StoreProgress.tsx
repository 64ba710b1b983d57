import Box from '@mui/material/Box';
import Card from '@mui/material/Card';
import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import { useMessages } from '@purser/kit/portal/messages';
import { useWorkspace } from '@purser/kit/portal/portal';
import { PageHeading } from '@purser/kit/portal/ui/PageHeading';
import type { StoreStatus } from '../records.js';
import { NextTry } from './NextTry.js';
import { StepRow } from './StepRow.js';
import { stepProgress } from './steps.js';

/** The steps of the server as they happen. It survives a reload, because the work is not this page's. */
export function StoreProgress({ status }: { readonly status: StoreStatus | null }) {
  const t = useMessages('provisioning');
  const { name } = useWorkspace();
  const progress = stepProgress(status);
  const done = progress.filter(({ state }) => state === 'done').length;
  return (
    <Box sx={{ maxWidth: 560 }}>
      <PageHeading title={t('title', { workspace: name })} intro={t('intro')} />
      <Card sx={{ p: { xs: 2.5, sm: 3 } }}>
        <LinearProgress
          variant={done === 0 ? 'indeterminate' : 'determinate'}
          value={(done / progress.length) * 100}
          color="secondary"
          aria-label={t('progress')}
        />
        <Typography role="status" variant="body2" color="textSecondary" sx={{ mt: 1.5, mb: 1 }}>
          {t('stepsDone', { done, all: progress.length })}
        </Typography>
        <NextTry status={status} />
        <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }}>
          {progress.map((entry) => (
            <StepRow key={entry.step} {...entry} />
          ))}
        </Box>
        <Typography variant="body2" color="textSecondary" sx={{ mt: 2, pt: 2, borderTop: 1, borderColor: 'divider' }}>
          {t('next')}
        </Typography>
      </Card>
    </Box>
  );
}
