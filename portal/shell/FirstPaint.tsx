import Box from '@mui/material/Box';
import { Later } from '@purser/kit/portal/ui/Later';
import { Logo } from '../../theme/Logo.js';

/** Before it is known who is there: the mark, and only when that takes a moment. */
export function FirstPaint() {
  return (
    <Later>
      <Box
        role="status"
        aria-label="Loading"
        sx={{ minHeight: '100vh', display: 'grid', placeItems: 'center', opacity: 0.6 }}
      >
        <Logo size={48} />
      </Box>
    </Later>
  );
}
