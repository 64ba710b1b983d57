import { useSession } from '@purser/client/react/session-provider';
import { lazy, Suspense, useMemo } from 'react';
import { useRouter } from 'wouter';
import { usePathname } from 'wouter/use-browser-location';
import type { House } from './house.js';
import { findPage, placedPages } from './location/match.js';
import { safeDestination, signInPath } from './location/paths.js';
import { Redirect } from './location/Redirect.js';
import { useArrivals } from './location/useArrivals.js';
import { PublicPages } from './PublicPages.js';
import { plugins } from './plugins.js';
import { FirstPaint } from './shell/FirstPaint.js';
import { keptChanges } from './signed-in/keptChanges.js';

const SignedIn = lazy(() => import('./signed-in/SignedIn.js').then((file) => ({ default: file.SignedIn })));

/** The page at the path, for a guest or for the person who is signed in. */
export function Pages({ house }: { readonly house: House }) {
  const path = usePathname();
  const arrivals = useArrivals(path);
  const { parser } = useRouter();
  const { state } = useSession();
  const pages = useMemo(() => placedPages(plugins, house), [house]);
  const found = findPage(pages, path, parser);
  const isPublic = found.page?.scope === 'public';

  if (isPublic && found.page?.guestsOnly && state.status === 'signed-in')
    return <Redirect to={safeDestination(new URLSearchParams(window.location.search).get('next'))} />;
  if (isPublic) return <PublicPages house={house} page={found.page} params={found.params} arrivals={arrivals} />;
  if (state.status === 'starting') return <FirstPaint />;
  if (state.status === 'signed-out') {
    const here = path + window.location.search + window.location.hash;
    return <Redirect to={signInPath(here, state.reason, keptChanges())} />;
  }
  return (
    <Suspense fallback={<FirstPaint />}>
      <SignedIn key={state.session.userId} house={house} pages={pages} found={found} path={path} arrivals={arrivals} />
    </Suspense>
  );
}
