import Box from '@mui/material/Box';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';
import { ErrorState } from '@purser/kit/portal/ui/ErrorState';
import { PageHeading } from '@purser/kit/portal/ui/PageHeading';
import { SubmitButton } from '@purser/kit/portal/ui/SubmitButton';
import { useLinkToken } from '@purser/kit/portal/useLinkToken';
import { useSubmit } from '@purser/kit/portal/useSubmit';
import { useState } from 'react';
import type { DisownedRecord } from '../../records.js';
import { LinkFacts } from './LinkFacts.js';
import { LinkMissing } from './LinkMissing.js';
import { LookedUp } from './LookedUp.js';
import { momentIn } from './moment.js';
import { ToRecovery } from './ToRecovery.js';

/** Behind the alert about a new device: shows which sign-in it was; only the button ends it (mail scanners open links, too). */
export default function NotMe() {
  const t = useMessages('auth');
  const token = useLinkToken();
  const [done, setDone] = useState(false);
  if (token === null) return <LinkMissing title={t('notMe.title')} />;
  if (done) return <ToRecovery title={t('notMe.doneTitle')} />;
  return (
    <>
      <PageHeading title={t('notMe.title')} intro={t('notMe.intro')} />
      <LookedUp<DisownedRecord> key={token} token={token} path="/api/auth/disown/check">
        {(found) => <Disown token={token} found={found} onDone={() => setDone(true)} />}
      </LookedUp>
    </>
  );
}

interface DisownProps {
  readonly token: string;
  readonly found: DisownedRecord;
  readonly onDone: () => void;
}

function Disown({ token, found, onDone }: DisownProps) {
  const t = useMessages('auth');
  const { publicApi, locale } = usePortal();
  const { run, busy, error } = useSubmit(async () => {
    await publicApi.post('/api/auth/disown', { token });
    onDone();
  });
  return (
    <>
      <LinkFacts
        rows={[
          [t('links.device'), found.device],
          [t('links.place'), found.place],
          [t('links.time'), momentIn(locale, found.signedInAt)],
          [t('links.state'), t(found.over ? 'notMe.over' : 'notMe.open')],
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
          {t('notMe.action')}
        </SubmitButton>
      </form>
      <Box component="p" sx={{ mt: 2, mb: 0, color: 'text.secondary', fontSize: '0.9rem' }}>
        {t('notMe.effect')}
      </Box>
    </>
  );
}
