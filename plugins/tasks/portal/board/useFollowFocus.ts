import { useLayoutEffect, useRef } from 'react';
import type { Task } from '../../schema.js';

/** A row that moves in the document loses the focus, or takes it out of sight; this brings back the handle that moved it. */
export function useFollowFocus(tasks: readonly Task[]) {
  const handles = useRef(new Map<string, HTMLButtonElement>());
  const kept = useRef<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it follows the order of the list
  useLayoutEffect(() => {
    if (kept.current === null) return;
    const handle = handles.current.get(kept.current);
    handle?.focus();
    // One that kept the focus on its way has not been scrolled to.
    handle?.scrollIntoView?.({ block: 'nearest' });
    kept.current = null;
  }, [tasks]);
  return {
    handleOf: (id: string) => (element: HTMLButtonElement | null) => {
      if (element) handles.current.set(id, element);
      else handles.current.delete(id);
    },
    keep: (id: string) => {
      kept.current = id;
    },
  };
}
