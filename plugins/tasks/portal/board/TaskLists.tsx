import TaskAlt from '@mui/icons-material/TaskAlt';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useMessages } from '@purser/kit/portal/messages';
import { useWorkspace } from '@purser/kit/portal/portal';
import { EmptyState } from '@purser/kit/portal/ui/EmptyState';
import { useId } from 'react';
import type { Task } from '../../schema.js';
import { DoneList } from './DoneList.js';
import { TaskList } from './TaskList.js';
import type { TaskActions } from './useTaskActions.js';

export interface TaskListsProps {
  /** In their order. */
  readonly tasks: readonly Task[];
  readonly actions: TaskActions;
  readonly mayEdit: boolean;
}

export function TaskLists({ tasks, actions, mayEdit }: TaskListsProps) {
  const t = useMessages('tasks');
  const { name: workspace } = useWorkspace();
  const open = tasks.filter(({ completedAt }) => completedAt === null);
  const done = tasks.filter(({ completedAt }) => completedAt !== null);
  const heading = useId();
  if (tasks.length === 0)
    return (
      <EmptyState icon={<TaskAlt />} title={t('empty.title')}>
        {t('empty.text', { workspace })}
      </EmptyState>
    );
  return (
    <>
      <Box sx={{ display: 'flex', alignItems: 'baseline', gap: 1.5, flexWrap: 'wrap', mb: 1 }}>
        <Typography variant="h2" id={heading}>
          {t('open')}
        </Typography>
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {t('summary', { count: tasks.length, done: done.length })}
        </Typography>
      </Box>
      {open.length > 0 ? (
        <TaskList labelledBy={heading} tasks={open} actions={actions} mayEdit={mayEdit} />
      ) : (
        <Typography color="text.secondary" sx={{ py: 1.5 }}>
          {t('allDone')}
        </Typography>
      )}
      <DoneList tasks={done} actions={actions} mayEdit={mayEdit} />
    </>
  );
}
