import Box from '@mui/material/Box';
import { useSession } from '@purser/client/react/session-provider';
import { looksLikeAddress } from '@purser/kit/portal/looksLikeAddress';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';
import { PageHeading } from '@purser/kit/portal/ui/PageHeading';
import { PasswordEntry } from '@purser/kit/portal/ui/PasswordEntry';
import { PortalLink } from '@purser/kit/portal/ui/PortalLink';
import { SubmitButton } from '@purser/kit/portal/ui/SubmitButton';
import { TextEntry } from '@purser/kit/portal/ui/TextEntry';
import { useSubmit } from '@purser/kit/portal/useSubmit';
import { type FormEvent, useState } from 'react';
import { withDestination } from '../paths.js';
import { ReasonAlert } from './ReasonAlert.js';
import { ReasonBanner } from './ReasonBanner.js';
import { SignInProblem } from './SignInProblem.js';

export default function SignIn() {
  const t = useMessages('auth');
  const { product, destination, offers, locale } = usePortal();
  const { manager, clockError } = useSession();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const { run, busy, error } = useSubmit(() => manager.signIn(email.trim(), password));
  const addressMissing = !looksLikeAddress(email);
  const passwordMissing = password === '';

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    if (addressMissing || passwordMissing) {
      event.currentTarget.querySelector<HTMLInputElement>(`[name=${addressMissing ? 'email' : 'password'}]`)?.focus();
      return;
    }
    void run();
  };

  return (
    <>
      <PageHeading title={t('signIn.title')} intro={t('signIn.intro', { product })} />
      {error ? <SignInProblem error={error} email={email.trim()} /> : <ReasonBanner />}
      {clockError === null ? null : <ReasonAlert reason="clock" role="status" />}
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
        <PasswordEntry
          label={t('password.label')}
          name="password"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          problem={tried && passwordMissing ? t('password.missing') : undefined}
        />
        <SubmitButton busy={busy} size="large" fullWidth>
          {t('signIn.action')}
        </SubmitButton>
      </Box>
      {offers.map(({ path, label }) => (
        <Box component="p" key={path} sx={{ mt: 2.5, mb: 0 }}>
          <PortalLink to={withDestination(path, destination)}>{label[locale]}</PortalLink>
        </Box>
      ))}
      <Box component="p" sx={{ mt: offers.length > 0 ? 1.5 : 3, mb: 0, color: 'text.secondary' }}>
        {t('signIn.noAccount')}{' '}
        <PortalLink to={withDestination('/sign-up', destination)}>{t('signUp.link')}</PortalLink>
      </Box>
    </>
  );
}
