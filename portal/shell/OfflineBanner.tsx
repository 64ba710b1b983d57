import CloudOff from '@mui/icons-material/CloudOffOutlined';
import Box from '@mui/material/Box';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';

/** Says so while there is no network. The region is always there, so that its change is read aloud. */
export function OfflineBanner() {
  const t = useMessages('portal');
  const { online } = usePortal();
  return (
    <Box role="status">
      {online ? null : (
        <Box
          sx={{
            display: 'flex',
            alignItems: 'center',
            justifyContent: 'center',
            gap: 1,
            px: 2,
            py: 0.75,
            bgcolor: 'warning.light',
            color: 'warning.main',
            fontSize: '0.875rem',
            fontWeight: 600,
          }}
        >
          <CloudOff fontSize="small" aria-hidden />
          {t('offline.banner')}
        </Box>
      )}
    </Box>
  );
}
