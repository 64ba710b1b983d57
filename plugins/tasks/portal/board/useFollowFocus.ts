import { useLayoutEffect, useRef } from 'react';
import type { Task } from '../store/schema.js';

/** A row that moves in the document loses the focus; this gives it back to the handle that moved it. */
export function useFollowFocus(tasks: readonly Task[]) {
  const handles = useRef(new Map<string, HTMLButtonElement>());
  const kept = useRef<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it follows the order of the list
  useLayoutEffect(() => {
    if (kept.current === null) return;
    handles.current.get(kept.current)?.focus();
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
