import { useRefusedEdits } from '@purser/client/react/workspaces-provider';
import { type RefObject, useEffect } from 'react';

/** A row that was taken back gets the focus back, unless the person is busy elsewhere. */
export function useFocusAfterRefusal(row: string, line: RefObject<HTMLElement | null>): void {
  const { refused } = useRefusedEdits();
  const id = refused.find((entry) => entry.row === row)?.id;
  useEffect(() => {
    if (!id) return;
    const { activeElement, body } = document;
    if (activeElement !== body && !line.current?.contains(activeElement)) return;
    line.current?.querySelector<HTMLElement>('select, button')?.focus();
  }, [id, line]);
}
