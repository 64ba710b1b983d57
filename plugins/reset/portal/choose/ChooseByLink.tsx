import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';
import { useProblemReader } from '@purser/kit/portal/problems';
import { ErrorState } from '@purser/kit/portal/ui/ErrorState';
import { PageHeading } from '@purser/kit/portal/ui/PageHeading';
import { useSubmit } from '@purser/kit/portal/useSubmit';
import { useEffect, useState } from 'react';
import { Done } from './Done.js';
import { isOver, LinkOver } from './LinkOver.js';
import { PasswordForm } from './PasswordForm.js';

/** Shows whose account the link leads to before anything is typed; looking at it spends nothing. */
export function ChooseByLink({ token }: { readonly token: string }) {
  const t = useMessages('reset');
  const { publicApi } = usePortal();
  const [email, setEmail] = useState<string | null>(null);
  const [done, setDone] = useState(false);
  const [refused, setRefused] = useState<unknown>(null);
  const { run: look, error } = useSubmit(async () => {
    setEmail((await publicApi.post<{ email: string }>('/api/reset/check', { token })).email);
  });
  useEffect(() => void look(), [look]);
  const { code } = useProblemReader('reset')(refused ?? error);

  if (done) return <Done />;
  if (isOver(code)) return <LinkOver why={code} />;
  return (
    <>
      <PageHeading title={t('choose.title')} intro={email === null ? undefined : t('choose.whose', { email })} />
      {error ? (
        <ErrorState error={error} plugin="reset" onRetry={() => void look()} />
      ) : email === null ? (
        <Box role="status" aria-label={t('choose.looking')}>
          <Skeleton height={56} />
          <Skeleton height={56} />
        </Box>
      ) : (
        <PasswordForm proof={{ token }} email="" onDone={() => setDone(true)} onRefused={setRefused} />
      )}
    </>
  );
}
