import Box from '@mui/material/Box';
import { useMessages } from '@purser/kit/portal/messages';
import { passwordChecks } from '@purser/kit/portal/passwordChecks';
import { usePortal } from '@purser/kit/portal/portal';
import { useProblemReader } from '@purser/kit/portal/problems';
import { ErrorState } from '@purser/kit/portal/ui/ErrorState';
import { NewPassword } from '@purser/kit/portal/ui/NewPassword';
import { SubmitButton } from '@purser/kit/portal/ui/SubmitButton';
import { useSubmit } from '@purser/kit/portal/useSubmit';
import { type FormEvent, type ReactNode, useState } from 'react';

export interface PasswordFormProps {
  /** What proves the mailbox, sent beside the password. */
  readonly proof: object;
  /** As far as it is known here. */
  readonly email: string;
  readonly onDone: () => void;
  /** Fields above the password. */
  readonly children?: ReactNode;
  /** The name of the field that is not filled yet. */
  readonly missing?: string;
  readonly onTried?: () => void;
  /** For who has more to say to a refusal than a form can. */
  readonly onRefused?: (refusal: unknown) => void;
}

/** The new password, checked as it is typed, and what saving it does. */
export function PasswordForm({ proof, email, onDone, children, missing, onTried, onRefused }: PasswordFormProps) {
  const t = useMessages('reset');
  const { product, publicApi } = usePortal();
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const { run, busy, error, forget } = useSubmit(async () => {
    try {
      await publicApi.post('/api/reset/complete', { ...proof, password });
    } catch (refusal) {
      onRefused?.(refusal);
      throw refusal;
    }
    onDone();
  });
  const change = (typed: string) => {
    setPassword(typed);
    if (fields.password) forget();
  };
  const person = { name: '', email };
  const isWeak = passwordChecks(password, { ...person, product }).some(({ ok }) => !ok);
  const { fields } = useProblemReader('reset')(error);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    onTried?.();
    const first = missing ?? (isWeak ? 'password' : undefined);
    if (first) event.currentTarget.querySelector<HTMLInputElement>(`[name=${first}]`)?.focus();
    else void run();
  };

  return (
    <>
      {error ? (
        <Box sx={{ mb: 3 }}>
          <ErrorState error={error} plugin="reset" />
        </Box>
      ) : null}
      <Box component="form" noValidate onSubmit={submit} sx={{ display: 'grid', gap: 2.5 }}>
        {children}
        <NewPassword
          label={t('choose.label')}
          name="password"
          value={password}
          onChange={change}
          person={person}
          problem={tried && isWeak ? t('choose.notYet') : fields.password}
        />
        <Box component="p" sx={{ m: 0, color: 'text.secondary', fontSize: '0.9rem' }}>
          {t('choose.effect')}
        </Box>
        <SubmitButton busy={busy} size="large" fullWidth>
          {t('choose.action')}
        </SubmitButton>
      </Box>
    </>
  );
}
