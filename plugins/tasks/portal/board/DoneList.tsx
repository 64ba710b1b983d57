import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { useMessages } from '@purser/kit/portal/messages';
import { useId } from 'react';
import type { Task } from '../../schema.js';
import { TaskRow } from './TaskRow.js';
import type { TaskActions } from './useTaskActions.js';

export interface DoneListProps {
  readonly tasks: readonly Task[];
  readonly actions: TaskActions;
  readonly mayEdit: boolean;
}

/** What is done, the latest first. */
export function DoneList({ tasks, actions, mayEdit }: DoneListProps) {
  const t = useMessages('tasks');
  const heading = useId();
  if (tasks.length === 0) return null;
  const latestFirst = tasks.toSorted((a, b) => (b.completedAt ?? 0) - (a.completedAt ?? 0));
  return (
    <>
      <Typography variant="h2" id={heading} sx={{ mt: 4, mb: 1 }}>
        {t('done')}
      </Typography>
      <Paper
        variant="outlined"
        component="ul"
        aria-labelledby={heading}
        sx={{ m: 0, p: 0, listStyle: 'none', borderRadius: 1.5, overflow: 'clip' }}
      >
        {latestFirst.map((task) => (
          <TaskRow key={task.id} task={task} actions={actions} mayEdit={mayEdit} />
        ))}
      </Paper>
    </>
  );
}
