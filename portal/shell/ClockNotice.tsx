import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Box from '@mui/material/Box';
import { useSession } from '@purser/client/react/session-provider';
import { reasonWords } from '@purser/client/session/reasons';
import { usePortal } from '@purser/kit/portal/portal';

/** The page is at most 1160 pixels wide, and in the middle. */
const inLineWithThePage = 'max(16px, calc(50% - 556px))';

/** Says so while the clock of this device is wrong; a hint, because nothing but the times on the screen depends on it. */
export function ClockNotice() {
  const { locale } = usePortal();
  const { clockError } = useSession();
  const { title, text } = reasonWords('clock', locale);
  return (
    <Box role="status">
      {clockError === null ? null : (
        <Alert severity="warning" sx={{ borderRadius: 0, borderWidth: '0 0 1px', px: inLineWithThePage }}>
          <AlertTitle>{title}</AlertTitle>
          {text}
        </Alert>
      )}
    </Box>
  );
}
