import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { looksLikeAddress } from '@purser/kit/portal/looksLikeAddress';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';
import { codeTyped } from '@purser/kit/portal/typedCode';
import { CodeEntry } from '@purser/kit/portal/ui/CodeEntry';
import { ErrorState } from '@purser/kit/portal/ui/ErrorState';
import { PageHeading } from '@purser/kit/portal/ui/PageHeading';
import { SubmitButton } from '@purser/kit/portal/ui/SubmitButton';
import { TextEntry } from '@purser/kit/portal/ui/TextEntry';
import { useSubmit } from '@purser/kit/portal/useSubmit';
import { type FormEvent, useState } from 'react';
import type { ConfirmedRecord } from '../../records.js';
import { forgetPending, type Pending, pendingAddress } from '../pendingAddress.js';
import { CorrectAddress } from './CorrectAddress.js';
import { Resend } from './Resend.js';

/** Right after signing up, or on the device that does not have the mail. */
export function ConfirmByCode({ onDone }: { readonly onDone: (answer: ConfirmedRecord) => void }) {
  const t = useMessages('auth');
  const common = useMessages('portal');
  const { publicApi } = usePortal();
  const [pending, setPending] = useState<Pending | null>(pendingAddress);
  const [corrected, setCorrected] = useState(false);
  const [typed, setTyped] = useState('');
  const [code, setCode] = useState('');
  const [tried, setTried] = useState(false);
  const email = pending?.email ?? typed;
  const { run, busy, error, forget } = useSubmit(async () => {
    const proof = { email: email.trim(), code: codeTyped(code) };
    const answer = await publicApi.post<ConfirmedRecord>('/api/auth/confirm', proof);
    forgetPending();
    onDone(answer);
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

  /** What was typed belongs to the mail before. */
  const takeUp = (next: Pending) => {
    setPending(next);
    setCorrected(true);
    setCode('');
    setTried(false);
    forget();
  };

  return (
    <>
      <PageHeading
        title={t(pending ? 'confirm.sentTitle' : 'confirm.title')}
        intro={pending ? t('confirm.sentIntro', { email }) : t('confirm.codeIntro')}
      />
      <Box role="status" sx={{ mb: corrected ? 3 : 0 }}>
        {corrected ? <Alert severity="success">{t('confirm.corrected', { email })}</Alert> : null}
      </Box>
      {error ? (
        <Box sx={{ mb: 3 }}>
          <ErrorState error={error} plugin="auth" />
        </Box>
      ) : null}
      <Box component="form" noValidate onSubmit={submit} sx={{ display: 'grid', gap: 2.5 }}>
        {pending ? null : (
          <TextEntry
            label={t('email')}
            name="email"
            type="email"
            autoComplete="username"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
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
      <Resend key={`resend ${email === typed ? '' : email}`} email={email} sentAt={pending?.sentAt ?? 0} />
      <CorrectAddress key={`correct ${pending?.email}`} pending={pending} onCorrected={takeUp} />
    </>
  );
}
