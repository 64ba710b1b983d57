import { useCallback, useEffect, useRef, useState } from 'react';

export interface Submit<Values extends unknown[]> {
  readonly run: (...values: Values) => Promise<void>;
  readonly busy: boolean;
  /** What the last run failed with; null while one runs and after it worked. */
  readonly error: unknown;
  readonly forget: () => void;
}

/** One act of a form: never twice at once, and its failure stays until the next try. */
export function useSubmit<Values extends unknown[]>(act: (...values: Values) => Promise<unknown>): Submit<Values> {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const running = useRef(false);
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });

  const run = useCallback(async (...values: Values) => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setError(null);
    try {
      await latest.current(...values);
    } catch (thrown) {
      setError(thrown);
    } finally {
      running.current = false;
      setBusy(false);
    }
  }, []);

  return { run, busy, error, forget: useCallback(() => setError(null), []) };
}
