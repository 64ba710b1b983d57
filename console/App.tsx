import type { Manifest } from '@purser/kit/manifest';
import { useCallback, useEffect, useState } from 'react';
import { Console } from './Console.js';
import { Insecure } from './Insecure.js';
import { loadManifest } from './loadManifest.js';
import { PlainPage } from './PlainPage.js';
import { plugins } from './plugins.js';
import { reports } from './reports.js';
import { Unreachable } from './Unreachable.js';

/** Sessions and locks need what browsers give to secure pages only. */
export function App() {
  return window.isSecureContext ? <Started /> : <Insecure />;
}

/** Nothing can be drawn before the house said what is in it. */
function Started() {
  const [manifest, setManifest] = useState<Manifest | null>(null);
  const [failure, setFailure] = useState<string | null>(null);

  const load = useCallback(() => {
    setFailure(null);
    loadManifest().then(
      (loaded) => {
        setManifest(loaded);
        void reports.start(loaded.reports);
      },
      (error: Error) => setFailure(error.message),
    );
  }, []);
  useEffect(load, [load]);

  if (failure) return <Unreachable detail={failure} retry={load} />;
  if (!manifest) return null;
  const Page = publicPage(manifest);
  if (!Page) return <Console manifest={manifest} />;
  return (
    <PlainPage>
      <Page product={manifest.product} />
    </PlainPage>
  );
}

/** The page of a plugin that needs no session, when the address is one. */
function publicPage(manifest: Manifest) {
  return plugins
    .filter(({ name }) => manifest.plugins.includes(name))
    .flatMap(({ publicPages = [] }) => publicPages)
    .find(({ path }) => window.location.pathname === `/console${path}`)?.component;
}
