import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMessages } from '@purser/kit/portal/messages';
import { useUpdateAvailable } from './useUpdateAvailable.js';

/** Offers the new version; never reloads by itself, because somebody may be typing. */
export function UpdateBanner() {
  const t = useMessages('portal');
  const available = useUpdateAvailable();
  return (
    <Box role="status">
      {available ? (
        <Alert
          severity="info"
          sx={{ borderRadius: 0, borderWidth: '0 0 1px' }}
          action={
            <Button color="inherit" size="small" onClick={() => window.location.reload()}>
              {t('update.reload')}
            </Button>
          }
        >
          {t('update.available')}
        </Alert>
      ) : null}
    </Box>
  );
}
