import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { type House, loadHouse } from './house.js';
import { Unreachable } from './pages/Unreachable.js';
import { FirstPaint } from './shell/FirstPaint.js';

/** Shows the portal when it is known what stands in it; comes back by itself when the network does. */
export function HouseGate({ children }: { readonly children: (house: House) => ReactNode }) {
  const [house, setHouse] = useState<House | null>(null);
  const [error, setError] = useState<unknown>(null);

  const load = useCallback(() => {
    setError(null);
    loadHouse().then(setHouse, setError);
  }, []);

  useEffect(load, [load]);
  useEffect(() => {
    if (!error) return;
    window.addEventListener('online', load);
    return () => window.removeEventListener('online', load);
  }, [error, load]);

  if (house) return children(house);
  return error ? <Unreachable error={error} onRetry={load} /> : <FirstPaint />;
}
