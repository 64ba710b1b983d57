import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';
import { ConfirmDialog } from '@purser/kit/portal/ui/ConfirmDialog';
import { Section } from '@purser/kit/portal/ui/Section';
import { TextEntry } from '@purser/kit/portal/ui/TextEntry';
import { usePasswordOnce } from '@purser/kit/portal/ui/usePasswordOnce';
import { useState } from 'react';

/** For good, so the address is typed by hand. What stands in the way, a workspace without another owner, is named. */
export function DeleteAccount({ email }: { readonly email: string }) {
  const t = useMessages('auth');
  const { api, online } = usePortal();
  const [asking, setAsking] = useState(false);
  const [typed, setTyped] = useState('');
  const { run, field, forget } = usePasswordOnce('auth', t('password.label'), () => api.delete('/api/auth/me'));
  const isTheirs = typed.trim().toLowerCase() === email.toLowerCase();
  return (
    <Section title={t('deletion.title')} intro={t('deletion.intro')}>
      <Button variant="outlined" color="error" disabled={!online} onClick={() => setAsking(true)}>
        {t('deletion.action')}
      </Button>
      <ConfirmDialog
        open={asking}
        title={t('deletion.ask')}
        confirm={t('deletion.action')}
        danger
        plugin="auth"
        onConfirm={async () => {
          if (!isTheirs) throw new Error(t('deletion.differs'));
          await run();
        }}
        onClose={() => {
          setAsking(false);
          setTyped('');
          forget();
        }}
      >
        {t('deletion.text')}
        <Box sx={{ display: 'grid', gap: 2, mt: 2 }}>
          <TextEntry
            label={t('deletion.type', { email })}
            name="typed-address"
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          {field}
        </Box>
      </ConfirmDialog>
    </Section>
  );
}
