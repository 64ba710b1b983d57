import Box from '@mui/material/Box';
import { looksLikeAddress } from '@purser/kit/portal/looksLikeAddress';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';
import { useProblemReader } from '@purser/kit/portal/problems';
import { ErrorState } from '@purser/kit/portal/ui/ErrorState';
import { PasswordEntry } from '@purser/kit/portal/ui/PasswordEntry';
import { SubmitButton } from '@purser/kit/portal/ui/SubmitButton';
import { TextEntry } from '@purser/kit/portal/ui/TextEntry';
import { useDraft } from '@purser/kit/portal/useDraft';
import { useSubmit } from '@purser/kit/portal/useSubmit';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { addressKey } from './addressKey.js';

/** Asks for another address. The password is given once more: an open screen is not enough to take an account. */
export function AddressForm({ email }: { readonly email: string }) {
  const t = useMessages('auth');
  const { api } = usePortal();
  const queries = useQueryClient();
  const draft = useDraft('auth.address.new', '');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const { run, busy, error } = useSubmit(async () => {
    await api.post('/api/auth/reauthenticate', { password });
    await api.post('/api/auth/email', { new: draft.value.trim() });
    draft.forget();
    await queries.invalidateQueries({ queryKey: addressKey });
  });
  const { code, fields, text } = useProblemReader('auth')(error);
  const isWrongPassword = code === 'wrong_password';
  const problems = {
    new: looksLikeAddress(draft.value) ? undefined : t('emailMissing'),
    current: password === '' ? t('password.missing') : undefined,
  };

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    const first = (['new', 'current'] as const).find((field) => problems[field]);
    if (first) event.currentTarget.querySelector<HTMLInputElement>(`[name=${first}]`)?.focus();
    else void run();
  };

  return (
    <Box component="form" noValidate onSubmit={submit} sx={{ display: 'grid', gap: 2.5, maxWidth: 440 }}>
      <TextEntry
        label={t('address.new')}
        name="new"
        type="email"
        autoComplete="email"
        value={draft.value}
        onChange={(event) => draft.change(event.target.value)}
        hint={t('address.newHint')}
        problem={(tried ? problems.new : undefined) ?? fields.new}
      />
      {/* Tells password managers whose password this is. */}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <PasswordEntry
        label={t('security.current')}
        name="current"
        autoComplete="current-password"
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        problem={(tried ? problems.current : undefined) ?? (isWrongPassword ? text : undefined)}
      />
      {error && !fields.new && !isWrongPassword ? <ErrorState error={error} plugin="auth" /> : null}
      <SubmitButton busy={busy}>{t('address.action')}</SubmitButton>
    </Box>
  );
}
