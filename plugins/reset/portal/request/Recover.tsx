import Box from '@mui/material/Box';
import { looksLikeAddress } from '@purser/kit/portal/looksLikeAddress';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';
import { ErrorState } from '@purser/kit/portal/ui/ErrorState';
import { PageHeading } from '@purser/kit/portal/ui/PageHeading';
import { PortalLink } from '@purser/kit/portal/ui/PortalLink';
import { SubmitButton } from '@purser/kit/portal/ui/SubmitButton';
import { TextEntry } from '@purser/kit/portal/ui/TextEntry';
import { useSubmit } from '@purser/kit/portal/useSubmit';
import { type FormEvent, useState } from 'react';
import { ChooseByCode } from '../choose/ChooseByCode.js';

/** Asks for the mail. What follows looks the same whether the address is known or not. */
export default function Recover() {
  const t = useMessages('reset');
  const { publicApi } = usePortal();
  const [email, setEmail] = useState('');
  const [tried, setTried] = useState(false);
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { run, busy, error } = useSubmit(async () => {
    await publicApi.post('/api/reset/request', { email: email.trim() });
    setSentTo(email.trim());
  });
  const addressMissing = !looksLikeAddress(email);

  if (sentTo !== null) return <ChooseByCode sentTo={sentTo} onAskAgain={() => setSentTo(null)} />;

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    if (addressMissing) event.currentTarget.querySelector<HTMLInputElement>('[name=email]')?.focus();
    else void run();
  };

  return (
    <>
      <PageHeading title={t('request.title')} intro={t('request.intro')} />
      {error ? (
        <Box sx={{ mb: 3 }}>
          <ErrorState error={error} plugin="reset" />
        </Box>
      ) : null}
      <Box component="form" noValidate onSubmit={submit} sx={{ display: 'grid', gap: 2.5 }}>
        <TextEntry
          label={t('email')}
          name="email"
          type="email"
          autoComplete="username"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          problem={tried && addressMissing ? t('emailMissing') : undefined}
        />
        <SubmitButton busy={busy} size="large" fullWidth>
          {t('request.action')}
        </SubmitButton>
      </Box>
      <Box component="p" sx={{ mt: 3, mb: 0, color: 'text.secondary' }}>
        {t('request.remembered')} <PortalLink to="/sign-in">{t('request.signIn')}</PortalLink>
      </Box>
    </>
  );
}
