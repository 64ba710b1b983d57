import { useEffect, useState } from 'react';

/** Whole seconds until a moment (milliseconds since 1970), told anew each second; 0 when it is past. */
export function useSecondsLeft(until: number): number {
  const [seen, setSeen] = useState(() => ({ until, now: Date.now() }));
  // A new moment is counted from now, not from when the last one was looked at.
  const now = seen.until === until ? seen.now : Date.now();
  if (seen.until !== until) setSeen({ until, now });
  const left = Math.max(0, Math.ceil((until - now) / 1000));
  const isOver = left === 0;

  useEffect(() => {
    if (isOver) return;
    const timer = setInterval(() => setSeen({ until, now: Date.now() }), 500);
    return () => clearInterval(timer);
  }, [until, isOver]);

  return left;
}
