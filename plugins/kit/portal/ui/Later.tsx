import { type ReactNode, useEffect, useState } from 'react';

/** Shows its children only when the wait has become one: a skeleton that flashes is worse than none. */
export function Later({ children, afterMs = 150 }: { readonly children: ReactNode; readonly afterMs?: number }) {
  const [waited, setWaited] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setWaited(true), afterMs);
    return () => clearTimeout(timer);
  }, [afterMs]);
  return waited ? children : null;
}
