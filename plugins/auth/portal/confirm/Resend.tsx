import Box from '@mui/material/Box';
import { looksLikeAddress } from '@purser/kit/portal/looksLikeAddress';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';
import { ErrorState } from '@purser/kit/portal/ui/ErrorState';
import { useSubmit } from '@purser/kit/portal/useSubmit';
import { useState } from 'react';
import { ResendButton } from '../ResendButton.js';

const COOLDOWN_MS = 60_000;

export interface ResendProps {
  readonly email: string;
  /** When a mail went there last, in milliseconds since 1970; 0 when nobody here knows. */
  readonly sentAt: number;
}

/** Another mail, at most one a minute; says the same for every address. */
export function Resend({ email, sentAt }: ResendProps) {
  const t = useMessages('auth');
  const { publicApi } = usePortal();
  const [resentAt, setResentAt] = useState(0);
  const { run, busy, error } = useSubmit(async () => {
    await publicApi.post('/api/auth/confirm/resend', { email: email.trim() });
    setResentAt(Date.now());
  });

  return (
    <Box sx={{ mt: 2.5 }}>
      <Box role="status" sx={{ color: 'text.secondary', fontSize: '0.9rem', mb: 1 }}>
        {resentAt === 0 ? t('confirm.noMail') : t('confirm.sentAgain')}
      </Box>
      <ResendButton
        fullWidth
        busy={busy}
        disabled={!looksLikeAddress(email)}
        notBefore={Math.max(sentAt, resentAt) + COOLDOWN_MS}
        onResend={() => void run()}
      />
      {error ? (
        <Box sx={{ mt: 2 }}>
          <ErrorState error={error} plugin="auth" />
        </Box>
      ) : null}
    </Box>
  );
}
