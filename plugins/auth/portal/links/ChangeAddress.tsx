import CheckCircle from '@mui/icons-material/CheckCircleOutlined';
import Box from '@mui/material/Box';
import { useSession } from '@purser/client/react/session-provider';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';
import { useProblemReader } from '@purser/kit/portal/problems';
import { ErrorState } from '@purser/kit/portal/ui/ErrorState';
import { PageHeading } from '@purser/kit/portal/ui/PageHeading';
import { PortalButton } from '@purser/kit/portal/ui/PortalLink';
import { SubmitButton } from '@purser/kit/portal/ui/SubmitButton';
import { useLinkToken } from '@purser/kit/portal/useLinkToken';
import { useSubmit } from '@purser/kit/portal/useSubmit';
import { useState } from 'react';
import { LinkMissing } from './LinkMissing.js';
import { SignInButton } from './LookedUp.js';

const over = ['token_used', 'token_expired', 'address_taken'];

/** Behind the mail to a new address: it counts when the button is pressed. */
export default function ChangeAddress() {
  const t = useMessages('auth');
  const token = useLinkToken();
  const [done, setDone] = useState(false);
  if (token === null) return <LinkMissing title={t('changeAddress.title')} />;
  return done ? <Changed /> : <Confirm key={token} token={token} onDone={() => setDone(true)} />;
}

function Confirm({ token, onDone }: { readonly token: string; readonly onDone: () => void }) {
  const t = useMessages('auth');
  const { product, publicApi } = usePortal();
  const { run, busy, error } = useSubmit(async () => {
    await publicApi.post('/api/auth/email/confirm', { token });
    onDone();
  });
  const { code } = useProblemReader('auth')(error);
  return (
    <>
      <PageHeading title={t('changeAddress.title')} intro={t('changeAddress.intro', { product })} />
      {error ? (
        <Box sx={{ mb: 3 }}>
          <ErrorState error={error} plugin="auth" />
        </Box>
      ) : null}
      {over.includes(code) ? (
        <SignInButton />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void run();
          }}
        >
          <SubmitButton busy={busy} size="large" fullWidth>
            {t('changeAddress.action')}
          </SubmitButton>
        </form>
      )}
    </>
  );
}

function Changed() {
  const t = useMessages('auth');
  const { session } = useSession();
  return (
    <>
      <CheckCircle sx={{ fontSize: 44, color: 'success.main', mb: 1.5 }} aria-hidden />
      <PageHeading title={t('changeAddress.doneTitle')} intro={t('changeAddress.doneIntro')} />
      {session ? (
        <PortalButton to="/security" variant="contained" size="large" fullWidth>
          {t('confirm.goOn')}
        </PortalButton>
      ) : (
        <SignInButton />
      )}
    </>
  );
}
