import Alert from '@mui/material/Alert';
import Typography from '@mui/material/Typography';
import { isSignOutReason, reasonWords, type SignOutReason } from '@purser/client/session/reasons';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';

const alarming: readonly SignOutReason[] = ['refresh_reused', 'account_disabled', 'signed_out_elsewhere'];

/** Why somebody who was signed in stands here, and that their work is safe. */
export function ReasonBanner() {
  const t = useMessages('auth');
  const { locale } = usePortal();
  const query = new URLSearchParams(window.location.search);
  const reason = query.get('reason');
  if (!isSignOutReason(reason)) return null;
  const { title, text } = reasonWords(reason, locale);
  const kept = Math.min(Number(query.get('kept')) || 0, 1_000_000);
  return (
    <Alert severity={alarming.includes(reason) ? 'warning' : 'info'} sx={{ mb: 3 }} role="status">
      <Typography component="p" variant="subtitle1" sx={{ color: 'inherit', lineHeight: 1.4 }}>
        {title}
      </Typography>
      {text}
      {kept > 0 ? (
        <Typography component="p" variant="body2" sx={{ mt: 0.5 }}>
          {t('signIn.kept', { count: kept })}
        </Typography>
      ) : null}
    </Alert>
  );
}
