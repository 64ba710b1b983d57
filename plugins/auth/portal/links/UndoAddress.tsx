import Box from '@mui/material/Box';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';
import { ErrorState } from '@purser/kit/portal/ui/ErrorState';
import { PageHeading } from '@purser/kit/portal/ui/PageHeading';
import { SubmitButton } from '@purser/kit/portal/ui/SubmitButton';
import { useLinkToken } from '@purser/kit/portal/useLinkToken';
import { useSubmit } from '@purser/kit/portal/useSubmit';
import { useState } from 'react';
import type { AddressUndoRecord } from '../../records.js';
import { LinkFacts } from './LinkFacts.js';
import { LinkMissing } from './LinkMissing.js';
import { LookedUp } from './LookedUp.js';
import { momentIn } from './moment.js';
import { ToRecovery } from './ToRecovery.js';

/** Behind the mail to a former address: takes the change back when the button is pressed. */
export default function UndoAddress() {
  const t = useMessages('auth');
  const token = useLinkToken();
  const [done, setDone] = useState(false);
  if (token === null) return <LinkMissing title={t('undoAddress.title')} />;
  if (done) return <ToRecovery title={t('undoAddress.doneTitle')} />;
  return (
    <>
      <PageHeading title={t('undoAddress.title')} intro={t('undoAddress.intro')} />
      <LookedUp<AddressUndoRecord> key={token} token={token} path="/api/auth/email/undo/check">
        {(found) => <Undo token={token} found={found} onDone={() => setDone(true)} />}
      </LookedUp>
    </>
  );
}

interface UndoProps {
  readonly token: string;
  readonly found: AddressUndoRecord;
  readonly onDone: () => void;
}

function Undo({ token, found, onDone }: UndoProps) {
  const t = useMessages('auth');
  const { publicApi, locale } = usePortal();
  const { run, busy, error } = useSubmit(async () => {
    await publicApi.post('/api/auth/email/undo', { token });
    onDone();
  });
  return (
    <>
      <LinkFacts
        rows={[
          [t('undoAddress.old'), found.old],
          [t('undoAddress.new'), found.new],
          [t('links.time'), momentIn(locale, found.changedAt)],
          [t('undoAddress.until'), momentIn(locale, found.expiresAt)],
        ]}
      />
      {error ? (
        <Box sx={{ mb: 3 }}>
          <ErrorState error={error} plugin="auth" />
        </Box>
      ) : null}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <SubmitButton busy={busy} color="error" size="large" fullWidth>
          {t('undoAddress.action')}
        </SubmitButton>
      </form>
      <Box component="p" sx={{ mt: 2, mb: 0, color: 'text.secondary', fontSize: '0.9rem' }}>
        {t('undoAddress.effect')}
      </Box>
    </>
  );
}
