import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';
import { useProblemReader } from '@purser/kit/portal/problems';
import { ErrorState } from '@purser/kit/portal/ui/ErrorState';
import { PortalButton } from '@purser/kit/portal/ui/PortalLink';
import { useSubmit } from '@purser/kit/portal/useSubmit';
import { type ReactNode, useEffect, useState } from 'react';

export interface LookedUpProps<T> {
  readonly token: string;
  /** Answers what the token is about, and spends nothing. */
  readonly path: string;
  readonly children: (found: T) => ReactNode;
}

/** What a mail's link is about, looked up before anything is pressed; a link that is over leads to sign-in. */
export function LookedUp<T>({ token, path, children }: LookedUpProps<T>) {
  const t = useMessages('auth');
  const { publicApi } = usePortal();
  const [found, setFound] = useState<T | null>(null);
  const { run: look, error } = useSubmit(async () => setFound(await publicApi.post<T>(path, { token })));
  useEffect(() => void look(), [look]);
  const { code } = useProblemReader('auth')(error);

  if (found !== null) return children(found);
  if (!error)
    return (
      <Box role="status" aria-label={t('links.looking')}>
        <Skeleton height={44} />
        <Skeleton height={44} />
        <Skeleton height={64} sx={{ mt: 1 }} />
      </Box>
    );
  const isOver = code === 'token_used' || code === 'token_expired';
  return (
    <>
      <Box sx={{ mb: 3 }}>
        <ErrorState error={error} plugin="auth" onRetry={isOver ? undefined : () => void look()} />
      </Box>
      {isOver ? <SignInButton /> : null}
    </>
  );
}

/** The way on from a link that did all it could. */
export function SignInButton() {
  const t = useMessages('auth');
  return (
    <PortalButton to="/sign-in" variant="contained" size="large" fullWidth>
      {t('signIn.action')}
    </PortalButton>
  );
}
