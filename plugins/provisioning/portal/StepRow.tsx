import CheckCircle from '@mui/icons-material/CheckCircleOutlined';
import ErrorOutline from '@mui/icons-material/ErrorOutlined';
import RadioButtonUnchecked from '@mui/icons-material/RadioButtonUncheckedOutlined';
import Box from '@mui/material/Box';
import CircularProgress from '@mui/material/CircularProgress';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal, writtenAs } from '@purser/kit/portal/portal';
import type { StepProgress } from './steps.js';

const icons = {
  waiting: <RadioButtonUnchecked sx={{ color: 'text.secondary' }} />,
  running: <CircularProgress size={18} color="secondary" aria-hidden />,
  done: <CheckCircle sx={{ color: 'success.main' }} />,
  failed: <ErrorOutline sx={{ color: 'error.main' }} />,
};

export function StepRow({ step, state, durationMs, attempt }: StepProgress) {
  const t = useMessages('provisioning');
  const { locale } = usePortal();
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1.25,
        py: 0.75,
        color: state === 'waiting' ? 'text.secondary' : 'text.primary',
      }}
    >
      <Box aria-hidden sx={{ width: 20, display: 'grid', placeItems: 'center', '& svg': { fontSize: 20 } }}>
        {icons[state]}
      </Box>
      <Box component="span" sx={{ flex: 1 }}>
        {t(`steps.${step}`)}
        {attempt > 1 ? ` ${t('attempt', { attempt })}` : null}
      </Box>
      <Box component="span" sx={{ fontSize: '0.8125rem', color: 'text.secondary', fontVariantNumeric: 'tabular-nums' }}>
        {state === 'done' && durationMs !== null
          ? t('took', { seconds: (durationMs / 1000).toLocaleString(writtenAs[locale], { maximumFractionDigits: 2 }) })
          : t(`states.${state}`)}
      </Box>
    </Box>
  );
}
