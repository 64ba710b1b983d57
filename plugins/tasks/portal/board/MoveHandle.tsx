import DragIndicator from '@mui/icons-material/DragIndicator';
import IconButton from '@mui/material/IconButton';
import { useMessages } from '@purser/kit/portal/messages';
import type { KeyboardEvent, PointerEvent, Ref } from 'react';

const KEYS: Readonly<Record<string, -1 | 1 | 'first' | 'last'>> = {
  ArrowUp: -1,
  ArrowDown: 1,
  Home: 'first',
  End: 'last',
};

export interface MoveHandleProps {
  readonly title: string;
  readonly describedBy: string;
  readonly onPointer: (event: PointerEvent<HTMLElement>) => void;
  readonly onKey: (toward: -1 | 1 | 'first' | 'last') => void;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function MoveHandle({ title, describedBy, onPointer, onKey, ref }: MoveHandleProps) {
  const t = useMessages('tasks');
  const onKeyDown = (event: KeyboardEvent) => {
    const toward = event.altKey || event.ctrlKey || event.metaKey ? undefined : KEYS[event.key];
    if (toward === undefined) return;
    event.preventDefault();
    onKey(toward);
  };
  return (
    <IconButton
      ref={ref}
      size="small"
      aria-label={t('move.handle', { title })}
      aria-describedby={describedBy}
      onKeyDown={onKeyDown}
      onPointerDown={onPointer}
      sx={{ color: 'text.secondary', cursor: 'grab', touchAction: 'none', '&:active': { cursor: 'grabbing' } }}
    >
      <DragIndicator fontSize="small" />
    </IconButton>
  );
}
