import type { Manifest } from '@purser/kit/manifest';
import { useCallback, useEffect, useState } from 'react';
import { Console } from './Console.js';
import { loadManifest } from './loadManifest.js';
import { reports } from './reports.js';
import { Unreachable } from './Unreachable.js';

/** Nothing can be drawn before the house said what is in it. */
export function App() {
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
