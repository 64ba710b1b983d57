import Typography from '@mui/material/Typography';
import { isSignOutReason } from '@purser/client/session/reasons';
import { useMessages } from '@purser/kit/portal/messages';
import { ReasonAlert } from './ReasonAlert.js';

/** Why somebody who was signed in stands here, and that their work is safe. */
export function ReasonBanner() {
  const t = useMessages('auth');
  const query = new URLSearchParams(window.location.search);
  const reason = query.get('reason');
  if (!isSignOutReason(reason)) return null;
  const kept = Math.min(Number(query.get('kept')) || 0, 1_000_000);
  return (
    <ReasonAlert reason={reason} role="status">
      {kept > 0 ? (
        <Typography component="p" variant="body2" sx={{ mt: 0.5 }}>
          {t('signIn.kept', { count: kept })}
        </Typography>
      ) : null}
    </ReasonAlert>
  );
}
