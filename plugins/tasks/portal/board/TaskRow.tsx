import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import { useMessages } from '@purser/kit/portal/messages';
import { useDraft } from '@purser/kit/portal/useDraft';
import { type CSSProperties, type ReactNode, useState } from 'react';
import type { Task } from '../../schema.js';
import { TaskMenu } from './TaskMenu.js';
import { TaskTitle } from './TaskTitle.js';
import type { TaskActions } from './useTaskActions.js';

export interface TaskRowProps {
  readonly task: Task;
  readonly actions: TaskActions;
  readonly mayEdit: boolean;
  readonly handle?: ReactNode;
  readonly onMove?: { readonly up: (() => void) | null; readonly down: (() => void) | null };
  readonly drag?: CSSProperties;
}

export function TaskRow({ task, actions, mayEdit, handle, onMove, drag }: TaskRowProps) {
  const t = useMessages('tasks');
  const draft = useDraft(`tasks.rename.${task.id}`, task.title);
  const [renaming, setRenaming] = useState(draft.restored);
  const isDone = task.completedAt !== null;
  return (
    <Box
      component="li"
      style={drag}
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 0.5,
        minHeight: 52,
        px: 1,
        bgcolor: 'background.paper',
        '& + &': { borderTop: 1, borderColor: 'divider' },
      }}
    >
      {handle}
      <Checkbox
        checked={isDone}
        disabled={!mayEdit}
        onChange={(_, checked) => actions.setDone(task, checked)}
        slotProps={{ input: { 'aria-label': t('task.complete', { title: task.title }) } }}
      />
      <TaskTitle
        title={task.title}
        isDone={isDone}
        mayEdit={mayEdit}
        renaming={renaming}
        draft={draft}
        onBegin={() => setRenaming(true)}
        onEnd={(title) => {
          setRenaming(false);
          draft.clear();
          if (title !== null) actions.rename(task, title);
        }}
      />
      {mayEdit ? (
        <TaskMenu
          title={task.title}
          onRename={() => setRenaming(true)}
          onMove={onMove}
          onRemove={() => actions.remove(task)}
        />
      ) : null}
    </Box>
  );
}
