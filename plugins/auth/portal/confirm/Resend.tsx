import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { looksLikeAddress } from '@purser/kit/portal/looksLikeAddress';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';
import { ErrorState } from '@purser/kit/portal/ui/ErrorState';
import { useSubmit } from '@purser/kit/portal/useSubmit';
import { useEffect, useState } from 'react';

const COOLDOWN_MS = 60_000;

/** Another mail, at most one a minute; says the same for every address. */
export function Resend({ email }: { readonly email: string }) {
  const t = useMessages('auth');
  const { publicApi, online } = usePortal();
  const [sentAt, setSentAt] = useState<number | null>(null);
  const [now, setNow] = useState(() => Date.now());
  const left = sentAt === null ? 0 : Math.max(0, Math.ceil((sentAt + COOLDOWN_MS - now) / 1000));
  const cooling = left > 0;

  useEffect(() => {
    if (!cooling) return;
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [cooling]);

  const { run, busy, error } = useSubmit(async () => {
    await publicApi.post('/api/auth/confirm/resend', { email: email.trim() });
    setNow(Date.now());
    setSentAt(Date.now());
  });

  return (
    <Box sx={{ mt: 2.5 }}>
      <Box role="status" sx={{ color: 'text.secondary', fontSize: '0.9rem' }}>
        {sentAt === null ? t('confirm.noMail') : t('confirm.sentAgain')}
      </Box>
      <Button
        variant="outlined"
        fullWidth
        sx={{ mt: 1 }}
        loading={busy}
        disabled={cooling || !online || !looksLikeAddress(email)}
        onClick={() => void run()}
      >
        {cooling ? t('confirm.resendIn', { count: left }) : t('confirm.resend')}
      </Button>
      {error ? (
        <Box sx={{ mt: 2 }}>
          <ErrorState error={error} plugin="auth" />
        </Box>
      ) : null}
    </Box>
  );
}
