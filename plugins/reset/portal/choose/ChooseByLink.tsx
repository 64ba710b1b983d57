import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';
import { useProblemReader } from '@purser/kit/portal/problems';
import { ErrorState } from '@purser/kit/portal/ui/ErrorState';
import { PageHeading } from '@purser/kit/portal/ui/PageHeading';
import { PortalButton } from '@purser/kit/portal/ui/PortalLink';
import { useSubmit } from '@purser/kit/portal/useSubmit';
import { useEffect, useState } from 'react';
import { Done } from './Done.js';
import { PasswordForm } from './PasswordForm.js';

/** Shows whose account the link leads to before anything is typed; looking at it spends nothing. */
export function ChooseByLink({ token }: { readonly token: string }) {
  const t = useMessages('reset');
  const { publicApi } = usePortal();
  const [email, setEmail] = useState<string | null>(null);
  const [done, setDone] = useState(false);
  const { run: look, error } = useSubmit(async () => {
    setEmail((await publicApi.post<{ email: string }>('/api/reset/check', { token })).email);
  });
  useEffect(() => void look(), [look]);
  const { code } = useProblemReader('reset')(error);

  if (done) return <Done />;
  const isOver = code === 'token_used' || code === 'token_expired';
  return (
    <>
      <PageHeading title={t('choose.title')} intro={email === null ? undefined : t('choose.whose', { email })} />
      {error ? (
        <>
          <Box sx={{ mb: 3 }}>
            <ErrorState error={error} plugin="reset" onRetry={isOver ? undefined : () => void look()} />
          </Box>
          {isOver ? (
            <PortalButton
              to={code === 'token_used' ? '/sign-in' : '/recover'}
              variant="contained"
              size="large"
              fullWidth
            >
              {t(code === 'token_used' ? 'done.signIn' : 'choose.askAgain')}
            </PortalButton>
          ) : null}
        </>
      ) : email === null ? (
        <Box role="status" aria-label={t('choose.looking')}>
          <Skeleton height={56} />
          <Skeleton height={56} />
        </Box>
      ) : (
        <PasswordForm proof={{ token }} email="" onDone={() => setDone(true)} />
      )}
    </>
  );
}
