import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';
import { PageHeading } from '@purser/kit/portal/ui/PageHeading';
import { useLinkToken } from '@purser/kit/portal/useLinkToken';
import { useState } from 'react';
import type { AddressUndoRecord } from '../../records.js';
import { LinkAct } from './LinkAct.js';
import { LinkMissing } from './LinkMissing.js';
import { LookedUp } from './LookedUp.js';
import { momentIn } from './moment.js';
import { ToRecovery } from './ToRecovery.js';

/** Behind the mail to a former address: takes the change back when the button is pressed. */
export default function UndoAddress() {
  const t = useMessages('auth');
  const { locale } = usePortal();
  const token = useLinkToken();
  const [done, setDone] = useState(false);
  if (token === null) return <LinkMissing title={t('undoAddress.title')} />;
  if (done) return <ToRecovery title={t('undoAddress.doneTitle')} />;
  return (
    <>
      <PageHeading title={t('undoAddress.title')} intro={t('undoAddress.intro')} />
      <LookedUp<AddressUndoRecord> key={token} token={token} path="/api/auth/email/undo/check">
        {(found) => (
          <LinkAct
            rows={[
              [t('undoAddress.old'), found.old],
              [t('undoAddress.new'), found.new],
              [t('links.time'), momentIn(locale, found.changedAt)],
              [t('undoAddress.until'), momentIn(locale, found.expiresAt)],
            ]}
            action={t('undoAddress.action')}
            effect={t('undoAddress.effect')}
            path="/api/auth/email/undo"
            token={token}
            onDone={() => setDone(true)}
          />
        )}
      </LookedUp>
    </>
  );
}
