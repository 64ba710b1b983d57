import ButtonBase from '@mui/material/ButtonBase';
import InputBase from '@mui/material/InputBase';
import Typography from '@mui/material/Typography';
import { useMessages } from '@purser/kit/portal/messages';
import type { Draft } from '@purser/kit/portal/useDraft';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { TASK_TITLE_MAX, taskTitle } from '../../records.js';

export interface TaskTitleProps {
  readonly title: string;
  readonly isDone: boolean;
  readonly mayEdit: boolean;
  readonly renaming: boolean;
  /** The new wording while it is typed. */
  readonly draft: Draft;
  readonly onBegin: () => void;
  /** Null: nothing was changed. */
  readonly onEnd: (title: string | null) => void;
}

const shape = {
  flex: 1,
  minWidth: 0,
  px: 1,
  py: 0.75,
  borderRadius: 1,
  justifyContent: 'flex-start',
  textAlign: 'left',
  font: 'inherit',
  overflowWrap: 'anywhere',
} as const;

/** The words of a task; a click or Enter turns them into a field. */
export function TaskTitle({ title, isDone, mayEdit, renaming, draft, onBegin, onEnd }: TaskTitleProps) {
  const t = useMessages('tasks');
  const button = useRef<HTMLButtonElement>(null);
  const wasRenaming = useRef(false);
  useEffect(() => {
    if (wasRenaming.current && !renaming && document.activeElement === document.body) button.current?.focus();
    wasRenaming.current = renaming;
  }, [renaming]);

  const look = { textDecoration: isDone ? 'line-through' : 'none', color: isDone ? 'text.secondary' : 'text.primary' };
  if (renaming) return <RenameField draft={draft} label={t('task.renameField')} onEnd={onEnd} />;
  if (!mayEdit) return <Typography sx={{ ...shape, ...look }}>{title}</Typography>;
  return (
    <ButtonBase
      ref={button}
      onClick={onBegin}
      aria-label={t('task.rename', { title })}
      sx={{ ...shape, ...look, '&:hover': { bgcolor: 'action.hover' } }}
    >
      {title}
    </ButtonBase>
  );
}

function RenameField({ draft, label, onEnd }: Pick<TaskTitleProps, 'draft' | 'onEnd'> & { readonly label: string }) {
  const ended = useRef(false);
  const end = (save: boolean) => {
    if (ended.current) return;
    ended.current = true;
    const renamed = taskTitle.safeParse(draft.value);
    onEnd(save && renamed.success ? renamed.data : null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const save = event.key === 'Enter' && !event.nativeEvent.isComposing;
    if (!save && event.key !== 'Escape') return;
    // The same key press would otherwise reach the button that takes the field's place.
    event.preventDefault();
    end(save);
  };
  return (
    <InputBase
      autoFocus
      value={draft.value}
      onChange={(event) => draft.change(event.target.value)}
      onFocus={(event) => event.target.select()}
      onBlur={() => end(true)}
      onKeyDown={onKeyDown}
      inputProps={{ 'aria-label': label, maxLength: TASK_TITLE_MAX * 2, enterKeyHint: 'done' }}
      sx={{ ...shape, py: 0, bgcolor: 'background.default' }}
    />
  );
}
