import { useEffect, useState } from 'react';

/** How many times the page changed since the portal was loaded. Each new page begins at its top. */
export function useArrivals(path: string): number {
  const [seen, setSeen] = useState({ path, arrivals: 0 });
  if (seen.path !== path) setSeen({ path, arrivals: seen.arrivals + 1 });
  const { arrivals } = seen;
  useEffect(() => {
    if (arrivals > 0) window.scrollTo(0, 0);
  }, [arrivals]);
  return arrivals;
}
