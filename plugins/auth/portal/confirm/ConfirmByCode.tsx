import Box from '@mui/material/Box';
import { looksLikeAddress } from '@purser/kit/portal/looksLikeAddress';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';
import { codeTyped } from '@purser/kit/portal/typedCode';
import { CodeEntry } from '@purser/kit/portal/ui/CodeEntry';
import { ErrorState } from '@purser/kit/portal/ui/ErrorState';
import { PageHeading } from '@purser/kit/portal/ui/PageHeading';
import { PortalLink } from '@purser/kit/portal/ui/PortalLink';
import { SubmitButton } from '@purser/kit/portal/ui/SubmitButton';
import { TextEntry } from '@purser/kit/portal/ui/TextEntry';
import { useSubmit } from '@purser/kit/portal/useSubmit';
import { type FormEvent, useState } from 'react';
import { withDestination } from '../paths.js';
import { forgetPending, pendingAddress } from '../pendingAddress.js';
import { Resend } from './Resend.js';

/** Right after signing up, or on the device that does not have the mail. */
export function ConfirmByCode({ onDone }: { readonly onDone: () => void }) {
  const t = useMessages('auth');
  const common = useMessages('portal');
  const { publicApi, destination } = usePortal();
  const [sentTo] = useState(pendingAddress);
  const [email, setEmail] = useState(sentTo);
  const [code, setCode] = useState('');
  const [tried, setTried] = useState(false);
  const { run, busy, error } = useSubmit(async () => {
    await publicApi.post('/api/auth/confirm', { email: email.trim(), code: codeTyped(code) });
    forgetPending();
    onDone();
  });
  const addressMissing = !looksLikeAddress(email);
  const codeMissing = codeTyped(code).length !== 8;

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    if (addressMissing || codeMissing)
      event.currentTarget.querySelector<HTMLInputElement>(`[name=${addressMissing ? 'email' : 'code'}]`)?.focus();
    else void run();
  };

  return (
    <>
      <PageHeading
        title={t(sentTo ? 'confirm.sentTitle' : 'confirm.title')}
        intro={sentTo ? t('confirm.sentIntro', { email: sentTo }) : t('confirm.codeIntro')}
      />
      {error ? (
        <Box sx={{ mb: 3 }}>
          <ErrorState error={error} plugin="auth" />
        </Box>
      ) : null}
      <Box component="form" noValidate onSubmit={submit} sx={{ display: 'grid', gap: 2.5 }}>
        {sentTo ? null : (
          <TextEntry
            label={t('email')}
            name="email"
            type="email"
            autoComplete="username"
            value={email}
            onChange={(event) => setEmail(event.target.value)}
            problem={tried && addressMissing ? t('emailMissing') : undefined}
          />
        )}
        <CodeEntry
          value={code}
          onChange={setCode}
          problem={tried && codeMissing ? common('code.missing') : undefined}
        />
        <SubmitButton busy={busy} size="large" fullWidth>
          {t('confirm.action')}
        </SubmitButton>
      </Box>
      <Resend email={email} />
      <Box component="p" sx={{ mt: 2, mb: 0, color: 'text.secondary', fontSize: '0.9rem' }}>
        {t('confirm.wrongAddress')}{' '}
        <PortalLink to={withDestination('/sign-up', destination)}>{t('confirm.startOver')}</PortalLink>
      </Box>
    </>
  );
}
