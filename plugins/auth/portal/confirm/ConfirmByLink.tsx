import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';
import { useProblemReader } from '@purser/kit/portal/problems';
import { ErrorState } from '@purser/kit/portal/ui/ErrorState';
import { PageHeading } from '@purser/kit/portal/ui/PageHeading';
import { PortalButton } from '@purser/kit/portal/ui/PortalLink';
import { SubmitButton } from '@purser/kit/portal/ui/SubmitButton';
import { useSubmit } from '@purser/kit/portal/useSubmit';
import type { ConfirmedRecord } from '../../records.js';

export interface ConfirmByLinkProps {
  readonly token: string;
  readonly onDone: (answer: ConfirmedRecord) => void;
  readonly onUseCode: () => void;
}

export function ConfirmByLink({ token, onDone, onUseCode }: ConfirmByLinkProps) {
  const t = useMessages('auth');
  const { product, publicApi } = usePortal();
  const { run, busy, error } = useSubmit(async () => {
    onDone(await publicApi.post<ConfirmedRecord>('/api/auth/confirm', { token }));
  });
  const spent = useProblemReader('auth')(error).code;
  return (
    <>
      <PageHeading title={t('confirm.title')} intro={t('confirm.linkIntro', { product })} />
      {error ? (
        <Box sx={{ mb: 3 }}>
          <ErrorState error={error} plugin="auth" />
        </Box>
      ) : null}
      {spent === 'token_used' ? (
        <PortalButton to="/sign-in" variant="contained" size="large" fullWidth>
          {t('signIn.action')}
        </PortalButton>
      ) : spent === 'token_expired' ? (
        <Button variant="contained" size="large" fullWidth onClick={onUseCode}>
          {t('confirm.askAgain')}
        </Button>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void run();
          }}
        >
          <SubmitButton busy={busy} size="large" fullWidth>
            {t('confirm.action')}
          </SubmitButton>
        </form>
      )}
    </>
  );
}
