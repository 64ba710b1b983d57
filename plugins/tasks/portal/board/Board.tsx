import { queryDb } from '@livestore/livestore';
import Box from '@mui/material/Box';
import { useSyncHealth } from '@purser/client/react/sync-health';
import { useEffect } from 'react';
import { tables } from '../../schema.js';
import { AddTask } from './AddTask.js';
import { BoardNotices } from './BoardNotices.js';
import { BoardSkeleton } from './BoardSkeleton.js';
import { rememberList } from './lastSeen.js';
import { TaskLists } from './TaskLists.js';
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
  const health = useSyncHealth();
  const mayEdit = useMayEdit(health);
  const tasks = store.useQuery(allTasks$);
  const actions = useTaskActions(store, tasks);
  useEffect(() => rememberList(store.storeId, tasks), [store, tasks]);

  const isFirstLoad =
    tasks.length === 0 && health !== null && !health.caughtUp && ['connecting', 'connected'].includes(health.state);
  if (isFirstLoad) return <BoardSkeleton />;
  return (
    <Box sx={{ maxWidth: 760 }}>
      <BoardNotices store={store} health={health} />
      {mayEdit ? <AddTask onAdd={actions.add} /> : null}
      <TaskLists tasks={tasks} actions={actions} mayEdit={mayEdit} />
    </Box>
  );
}
