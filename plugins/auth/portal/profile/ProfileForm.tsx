import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';
import { useProblemReader } from '@purser/kit/portal/problems';
import { ErrorState } from '@purser/kit/portal/ui/ErrorState';
import { PortalLink } from '@purser/kit/portal/ui/PortalLink';
import { SubmitButton } from '@purser/kit/portal/ui/SubmitButton';
import { TextEntry } from '@purser/kit/portal/ui/TextEntry';
import { useDraft } from '@purser/kit/portal/useDraft';
import { useSubmit } from '@purser/kit/portal/useSubmit';
import { useState } from 'react';

export function ProfileForm({ name, email }: { readonly name: string; readonly email: string }) {
  const t = useMessages('auth');
  const { api, refreshPerson } = usePortal();
  const draft = useDraft('auth.profile.name', name);
  const [saved, setSaved] = useState(false);
  const { run, busy, error } = useSubmit(async () => {
    await api.patch('/api/auth/me', { name: draft.value.trim() });
    draft.forget();
    setSaved(true);
    await refreshPerson();
  });
  const { fields } = useProblemReader('auth')(error);
  const empty = draft.value.trim() === '';
  return (
    <Box
      component="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!empty) void run();
      }}
      sx={{ display: 'grid', gap: 2.5, maxWidth: 560 }}
    >
      <TextEntry
        label={t('name')}
        name="name"
        autoComplete="name"
        value={draft.value}
        onChange={(event) => {
          setSaved(false);
          draft.change(event.target.value);
        }}
        problem={empty ? t('nameMissing') : fields.name}
        hint={t('profile.nameHint')}
      />
      <TextEntry
        label={t('email')}
        name="email"
        value={email}
        readOnly
        hint={
          <>
            {t('profile.emailHint')} <PortalLink to="/security">{t('profile.changeEmail')}</PortalLink>
          </>
        }
      />
      {error && !fields.name ? <ErrorState error={error} plugin="auth" /> : null}
      <Box role="status" sx={{ '&:empty': { mt: -2.5 } }}>
        {saved ? <Alert severity="success">{t('profile.saved')}</Alert> : null}
      </Box>
      <SubmitButton busy={busy} disabled={empty || draft.value.trim() === name}>
        {t('save')}
      </SubmitButton>
    </Box>
  );
}
