import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useMessages } from '@purser/kit/portal/messages';
import { ErrorState } from '@purser/kit/portal/ui/ErrorState';
import { Logo } from '../../theme/Logo.js';

/** The server did not say what it is. */
export function Unreachable({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const t = useMessages('portal');
  return (
    <Box component="main" sx={{ maxWidth: 560, mx: 'auto', px: 3, py: { xs: 6, sm: 12 } }}>
      <Logo size={40} />
      <Typography variant="h1" sx={{ mt: 3, mb: 1 }}>
        {t('unreachable.title')}
      </Typography>
      <Typography color="textSecondary" sx={{ mb: 3 }}>
        {t('unreachable.text')}
      </Typography>
      <ErrorState error={error} onRetry={onRetry} />
    </Box>
  );
}
