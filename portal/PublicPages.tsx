import { PortalProvider } from '@purser/kit/portal/portal';
import { Suspense } from 'react';
import { Crash } from './Crash.js';
import { Texts } from './i18n/Language.js';
import { lazyPage } from './location/lazyPage.js';
import type { Placed } from './location/match.js';
import { CardSkeleton } from './shell/CardSkeleton.js';
import { PublicFrame } from './shell/PublicFrame.js';
import { type BaseFacts, usePortalBase } from './usePortalBase.js';

export interface PublicPagesProps extends BaseFacts {
  readonly page: Placed;
}

/** A page for people who are not signed in: a card below the mark, and nothing else to load. */
export function PublicPages({ page, ...base }: PublicPagesProps) {
  const portal = usePortalBase(base);
  const Page = lazyPage(page);
  return (
    <PortalProvider value={portal}>
      <PublicFrame>
        <Crash key={page.path}>
          <Suspense fallback={<CardSkeleton />}>
            <Texts of={[page.plugin]}>
              <Page />
            </Texts>
          </Suspense>
        </Crash>
      </PublicFrame>
    </PortalProvider>
  );
}
