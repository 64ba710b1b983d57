import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import { looksLikeAddress } from '@purser/kit/portal/looksLikeAddress';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';
import { useProblemReader } from '@purser/kit/portal/problems';
import { ErrorState } from '@purser/kit/portal/ui/ErrorState';
import { PortalLink } from '@purser/kit/portal/ui/PortalLink';
import { SubmitButton } from '@purser/kit/portal/ui/SubmitButton';
import { TextEntry } from '@purser/kit/portal/ui/TextEntry';
import { useSubmit } from '@purser/kit/portal/useSubmit';
import { type FormEvent, useState } from 'react';
import { withDestination } from '../paths.js';
import { type Pending, rememberPending } from '../pendingAddress.js';

export interface CorrectAddressProps {
  readonly pending: Pending | null;
  readonly onCorrected: (pending: Pending) => void;
}

/** For a slip of the finger: the browser that signed up changes the address, any other begins anew. */
export function CorrectAddress({ pending, onCorrected }: CorrectAddressProps) {
  const t = useMessages('auth');
  const { destination } = usePortal();
  const [open, setOpen] = useState(false);
  if (pending?.isOwn && open)
    return <CorrectionForm pending={pending} onCorrected={onCorrected} onClose={() => setOpen(false)} />;
  return (
    <Box component="p" sx={{ mt: 2.5, mb: 0, color: 'text.secondary', fontSize: '0.9rem' }}>
      {t('confirm.wrongAddress')}{' '}
      {pending?.isOwn ? (
        <Link component="button" type="button" sx={{ verticalAlign: 'baseline' }} onClick={() => setOpen(true)}>
          {t('confirm.correct')}
        </Link>
      ) : (
        <PortalLink to={withDestination('/sign-up', destination)}>{t('confirm.startOver')}</PortalLink>
      )}
    </Box>
  );
}

interface CorrectionFormProps {
  readonly pending: Pending;
  readonly onCorrected: (pending: Pending) => void;
  readonly onClose: () => void;
}

function CorrectionForm({ pending, onCorrected, onClose }: CorrectionFormProps) {
  const t = useMessages('auth');
  const common = useMessages('portal');
  const { publicApi, destination } = usePortal();
  const [email, setEmail] = useState(pending.email);
  const [tried, setTried] = useState(false);
  const { run, busy, error } = useSubmit(async () => {
    await publicApi.post('/api/auth/signup/correct', { email: email.trim() });
    onCorrected(rememberPending(email.trim(), { sentAt: Date.now(), isOwn: true }));
  });
  const problem = !looksLikeAddress(email)
    ? t('emailMissing')
    : email.trim() === pending.email
      ? t('confirm.sameAddress')
      : undefined;
  const { code } = useProblemReader('auth')(error);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    if (problem) event.currentTarget.querySelector<HTMLInputElement>('[name=corrected]')?.focus();
    else void run();
  };

  return (
    <Box
      component="form"
      noValidate
      onSubmit={submit}
      sx={{ display: 'grid', gap: 2, mt: 3, pt: 3, borderTop: 1, borderColor: 'divider' }}
    >
      <TextEntry
        label={t('confirm.rightAddress')}
        name="corrected"
        type="email"
        autoComplete="email"
        autoFocus
        value={email}
        onChange={(event) => setEmail(event.target.value)}
        hint={t('confirm.correctHint')}
        problem={tried ? problem : undefined}
      />
      {error ? <ErrorState error={error} plugin="auth" /> : null}
      <Box sx={{ display: 'flex', gap: 1.5, flexWrap: 'wrap', alignItems: 'center' }}>
        {code === 'sign_up_over' ? (
          <PortalLink to={withDestination('/sign-up', destination)}>{t('confirm.startOver')}</PortalLink>
        ) : (
          <SubmitButton busy={busy}>{t('confirm.correctAction')}</SubmitButton>
        )}
        <Button onClick={onClose}>{common('cancel')}</Button>
      </Box>
    </Box>
  );
}
