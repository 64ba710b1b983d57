import type { Manifest } from '@purser/kit/manifest';
import { useCallback, useEffect, useState } from 'react';
import { Console } from './Console.js';
import { Insecure } from './Insecure.js';
import { loadManifest } from './loadManifest.js';
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
  return manifest ? <Console manifest={manifest} /> : null;
}
