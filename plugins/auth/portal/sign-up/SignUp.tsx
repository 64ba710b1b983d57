import Box from '@mui/material/Box';
import { useSession } from '@purser/client/react/session-provider';
import { looksLikeAddress } from '@purser/kit/portal/looksLikeAddress';
import { useMessages } from '@purser/kit/portal/messages';
import { passwordChecks } from '@purser/kit/portal/passwordChecks';
import { usePortal } from '@purser/kit/portal/portal';
import { useProblemReader } from '@purser/kit/portal/problems';
import { ErrorState } from '@purser/kit/portal/ui/ErrorState';
import { NewPassword } from '@purser/kit/portal/ui/NewPassword';
import { PageHeading } from '@purser/kit/portal/ui/PageHeading';
import { PortalLink } from '@purser/kit/portal/ui/PortalLink';
import { SubmitButton } from '@purser/kit/portal/ui/SubmitButton';
import { TextEntry } from '@purser/kit/portal/ui/TextEntry';
import { useSubmit } from '@purser/kit/portal/useSubmit';
import { type FormEvent, useState } from 'react';
import type { SignUpRequest } from '../../records.js';
import { withDestination } from '../paths.js';
import { rememberPending } from '../pendingAddress.js';
import { Trap } from './Trap.js';
import { useInvitation } from './useInvitation.js';
import { useSignUp } from './useSignUp.js';

export default function SignUp() {
  const t = useMessages('auth');
  const { product, locale, navigate, destination } = usePortal();
  const { manager } = useSession();
  const send = useSignUp();
  const invitation = useInvitation();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [website, setWebsite] = useState('');
  const [tried, setTried] = useState(false);
  const read = useProblemReader('auth');

  const { run, busy, error } = useSubmit(async () => {
    const request: SignUpRequest = { name: name.trim(), email: email.trim(), password, locale };
    const status = await send({ ...request, ...(invitation ? { invitation } : {}), ...(website ? { website } : {}) });
    // The mail of the invitation proved the address: there is nothing to confirm, and where they wanted to go comes next.
    if (status === 'confirmed') return manager.signIn(request.email, password);
    rememberPending(request.email, { sentAt: Date.now(), isOwn: true });
    navigate(withDestination('/confirm', destination));
  });

  const problems = {
    name: name.trim() === '' ? t('nameMissing') : undefined,
    email: looksLikeAddress(email) ? undefined : t('emailMissing'),
    password: passwordChecks(password, { name, email, product }).every(({ ok }) => ok)
      ? undefined
      : t('password.notYet'),
  };
  const refused = read(error).fields;
  const shown = (field: keyof typeof problems) => (tried ? problems[field] : undefined) ?? refused[field];

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    const first = (['name', 'email', 'password'] as const).find((field) => problems[field]);
    if (first) event.currentTarget.querySelector<HTMLInputElement>(`[name=${first}]`)?.focus();
    else void run();
  };

  return (
    <>
      <PageHeading title={t('signUp.title')} intro={t('signUp.intro', { product })} />
      {error ? (
        <Box sx={{ mb: 3 }}>
          <ErrorState error={error} plugin="auth" />
        </Box>
      ) : null}
      <Box component="form" noValidate onSubmit={submit} sx={{ display: 'grid', gap: 2.5 }}>
        <TextEntry
          label={t('name')}
          name="name"
          autoComplete="name"
          value={name}
          onChange={(event) => setName(event.target.value)}
          problem={shown('name')}
        />
        <TextEntry
          label={t('email')}
          name="email"
          type="email"
          autoComplete="username"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          hint={t('signUp.emailHint')}
          problem={shown('email')}
        />
        <NewPassword
          label={t('password.label')}
          name="password"
          value={password}
          onChange={setPassword}
          person={{ name, email }}
          problem={shown('password')}
        />
        <Trap value={website} onChange={setWebsite} />
        <SubmitButton busy={busy} size="large" fullWidth>
          {t('signUp.action')}
        </SubmitButton>
      </Box>
      <Box component="p" sx={{ mt: 3, mb: 0, color: 'text.secondary' }}>
        {t('signUp.haveAccount')}{' '}
        <PortalLink to={withDestination('/sign-in', destination)}>{t('signIn.link')}</PortalLink>
      </Box>
    </>
  );
}
