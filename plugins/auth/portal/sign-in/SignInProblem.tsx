import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { isSignOutReason } from '@purser/client/session/reasons';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';
import { useProblemReader } from '@purser/kit/portal/problems';
import { ErrorState } from '@purser/kit/portal/ui/ErrorState';
import { PortalButton } from '@purser/kit/portal/ui/PortalLink';
import { useEffect, useState } from 'react';
import { withDestination } from '../paths.js';
import { rememberPending } from '../pendingAddress.js';
import { ReasonAlert } from './ReasonAlert.js';

/** Why signing in did not work, and the way on where there is one. */
export function SignInProblem({ error, email }: { readonly error: unknown; readonly email: string }) {
  const t = useMessages('auth');
  const { destination } = usePortal();
  const { code, text, retryAfter } = useProblemReader('auth')(error);
  const unconfirmed = code === 'email_unconfirmed';

  useEffect(() => {
    if (unconfirmed) rememberPending(email);
  }, [unconfirmed, email]);

  if (isSignOutReason(code))
    return (
      <ReasonAlert reason={code}>
        {unconfirmed ? (
          <Box sx={{ mt: 1 }}>
            <PortalButton to={withDestination('/confirm', destination)} size="small" color="inherit" variant="outlined">
              {t('signIn.toConfirm')}
            </PortalButton>
          </Box>
        ) : null}
      </ReasonAlert>
    );
  if (retryAfter && (code === 'too_many_attempts' || code === 'too_many_requests'))
    return <Wait key={`${retryAfter}`} seconds={retryAfter} text={text} />;
  return (
    <Box sx={{ mb: 3 }}>
      <ErrorState error={error} plugin="auth" />
    </Box>
  );
}

function Wait({ seconds, text }: { readonly seconds: number; readonly text: string }) {
  const t = useMessages('auth');
  const [until] = useState(() => Date.now() + seconds * 1000);
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    const timer = setInterval(() => setLeft(Math.max(0, Math.ceil((until - Date.now()) / 1000))), 500);
    return () => clearInterval(timer);
  }, [until]);
  return (
    <Alert severity="warning" sx={{ mb: 3 }}>
      {text} <span aria-live="off">{left > 0 ? t('signIn.waitLeft', { count: left }) : t('signIn.waitOver')}</span>
    </Alert>
  );
}
