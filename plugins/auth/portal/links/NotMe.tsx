import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';
import { PageHeading } from '@purser/kit/portal/ui/PageHeading';
import { useLinkToken } from '@purser/kit/portal/useLinkToken';
import { useState } from 'react';
import type { DisownedRecord } from '../../records.js';
import { LinkAct } from './LinkAct.js';
import { LinkMissing } from './LinkMissing.js';
import { LookedUp } from './LookedUp.js';
import { momentIn } from './moment.js';
import { ToRecovery } from './ToRecovery.js';

/** Behind the alert about a new device: shows which sign-in it was; only the button ends it (mail scanners open links, too). */
export default function NotMe() {
  const t = useMessages('auth');
  const { locale } = usePortal();
  const token = useLinkToken();
  const [done, setDone] = useState(false);
  if (token === null) return <LinkMissing title={t('notMe.title')} />;
  if (done) return <ToRecovery title={t('notMe.doneTitle')} />;
  return (
    <>
      <PageHeading title={t('notMe.title')} intro={t('notMe.intro')} />
      <LookedUp<DisownedRecord> key={token} token={token} path="/api/auth/disown/check">
        {(found) => (
          <LinkAct
            rows={[
              [t('links.device'), found.device],
              [t('links.place'), found.place],
              [t('links.time'), momentIn(locale, found.signedInAt)],
              [t('links.state'), t(found.over ? 'notMe.over' : 'notMe.open')],
            ]}
            action={t('notMe.action')}
            effect={t('notMe.effect')}
            path="/api/auth/disown"
            token={token}
            onDone={() => setDone(true)}
          />
        )}
      </LookedUp>
    </>
  );
}
