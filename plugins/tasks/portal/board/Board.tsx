import { queryDb } from '@livestore/livestore';
import TaskAlt from '@mui/icons-material/TaskAlt';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useSyncHealth } from '@purser/client/react/sync-health';
import { useMessages } from '@purser/kit/portal/messages';
import { useWorkspace } from '@purser/kit/portal/portal';
import { EmptyState } from '@purser/kit/portal/ui/EmptyState';
import { useId } from 'react';
import { tables } from '../../schema.js';
import { AddTask } from './AddTask.js';
import { BoardNotices } from './BoardNotices.js';
import { BoardSkeleton } from './BoardSkeleton.js';
import { DoneList } from './DoneList.js';
import { TaskList } from './TaskList.js';
import { useMayEdit } from './useMayEdit.js';
import { type TaskStore, useTaskActions } from './useTaskActions.js';

const allTasks$ = queryDb(
  tables.tasks.orderBy([
    { col: 'rank', direction: 'asc' },
    { col: 'id', direction: 'asc' },
  ]),
  {
    label: 'tasks',
  },
);

export interface BoardProps {
  readonly store: TaskStore;
}

/** The shared list: what is to do, in the order people gave it, and what is done. */
export function Board({ store }: BoardProps) {
  const t = useMessages('tasks');
  const { name: workspace } = useWorkspace();
  const health = useSyncHealth();
  const mayEdit = useMayEdit(health);
  const tasks = store.useQuery(allTasks$);
  const open = tasks.filter(({ completedAt }) => completedAt === null);
  const done = tasks.filter(({ completedAt }) => completedAt !== null);
  const actions = useTaskActions(store, open);
  const heading = useId();

  const isFirstLoad =
    tasks.length === 0 && health !== null && !health.caughtUp && ['connecting', 'connected'].includes(health.state);
  if (isFirstLoad) return <BoardSkeleton />;
  return (
    <Box sx={{ maxWidth: 760 }}>
      <BoardNotices store={store} health={health} />
      {mayEdit ? <AddTask onAdd={actions.add} /> : null}
      {tasks.length === 0 ? (
        <EmptyState icon={<TaskAlt />} title={t('empty.title')}>
          {t('empty.text', { workspace })}
        </EmptyState>
      ) : (
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
      )}
    </Box>
  );
}
