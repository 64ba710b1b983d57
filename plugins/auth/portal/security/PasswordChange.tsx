import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import { useMessages } from '@purser/kit/portal/messages';
import { passwordChecks } from '@purser/kit/portal/passwordChecks';
import { usePortal } from '@purser/kit/portal/portal';
import { useProblemReader } from '@purser/kit/portal/problems';
import { ErrorState } from '@purser/kit/portal/ui/ErrorState';
import { NewPassword } from '@purser/kit/portal/ui/NewPassword';
import { PasswordEntry } from '@purser/kit/portal/ui/PasswordEntry';
import { Section } from '@purser/kit/portal/ui/Section';
import { SubmitButton } from '@purser/kit/portal/ui/SubmitButton';
import { useSubmit } from '@purser/kit/portal/useSubmit';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { sessionsKey } from './sessionsKey.js';

export function PasswordChange() {
  const t = useMessages('auth');
  const { api, person, product } = usePortal();
  const queries = useQueryClient();
  const [current, setCurrent] = useState('');
  const [chosen, setChosen] = useState('');
  const [endOthers, setEndOthers] = useState(true);
  const [saved, setSaved] = useState(false);
  const owner = { name: person?.name ?? '', email: person?.email ?? '' };
  const { run, busy, error } = useSubmit(async () => {
    setSaved(false);
    await api.post('/api/auth/password', { current, new: chosen, endOthers });
    setCurrent('');
    setChosen('');
    setSaved(true);
    await queries.invalidateQueries({ queryKey: sessionsKey });
  });
  const { fields } = useProblemReader('auth')(error);
  const ready = current !== '' && passwordChecks(chosen, { ...owner, product }).every(({ ok }) => ok);
  return (
    <Section title={t('security.passwordTitle')} intro={t('security.passwordIntro')}>
      <Box
        component="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) void run();
        }}
        sx={{ display: 'grid', gap: 2.5, maxWidth: 440 }}
      >
        {/* Tells password managers whose password this is. */}
        <input type="text" name="username" autoComplete="username" value={owner.email} readOnly hidden />
        <PasswordEntry
          label={t('security.current')}
          name="current"
          autoComplete="current-password"
          value={current}
          onChange={(event) => setCurrent(event.target.value)}
          problem={fields.current}
        />
        <NewPassword
          label={t('security.new')}
          name="new"
          value={chosen}
          onChange={setChosen}
          person={owner}
          problem={fields.new ?? fields.password}
        />
        <FormControlLabel
          control={<Checkbox checked={endOthers} onChange={(event) => setEndOthers(event.target.checked)} />}
          label={t('security.endOthersToo')}
        />
        {error ? <ErrorState error={error} plugin="auth" /> : null}
        <Box role="status" sx={{ '&:empty': { mt: -2.5 } }}>
          {saved ? <Alert severity="success">{t('security.passwordSaved')}</Alert> : null}
        </Box>
        <SubmitButton busy={busy} disabled={!ready}>
          {t('security.changePassword')}
        </SubmitButton>
      </Box>
    </Section>
  );
}
