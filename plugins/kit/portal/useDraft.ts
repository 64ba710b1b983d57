import { useCallback, useState } from 'react';
import { usePortal } from './portal.js';

/** Lives as long as the page, so that a form survives the end of a session; one person never sees another's. */
const drafts = new Map<string, string>();

export interface Draft {
  readonly value: string;
  readonly change: (value: string) => void;
  /** It was saved, or given up. */
  readonly forget: () => void;
}

/** What was typed and not yet saved. Never for secrets. `name` says which field: `workspace.rename.<id>`. */
export function useDraft(name: string, saved: string): Draft {
  const { person } = usePortal();
  const key = `${person?.id ?? ''}:${name}`;
  const [value, setValue] = useState(() => drafts.get(key) ?? saved);
  return {
    value,
    change: useCallback(
      (changed: string) => {
        drafts.set(key, changed);
        setValue(changed);
      },
      [key],
    ),
    forget: useCallback(() => {
      drafts.delete(key);
    }, [key]),
  };
}
