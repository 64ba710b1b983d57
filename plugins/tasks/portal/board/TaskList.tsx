import Paper from '@mui/material/Paper';
import { useMessages } from '@purser/kit/portal/messages';
import { Hidden } from '@purser/kit/portal/ui/Hidden';
import { useId, useState } from 'react';
import type { Task } from '../../schema.js';
import { MoveHandle } from './MoveHandle.js';
import { TaskRow } from './TaskRow.js';
import { useDrag } from './useDrag.js';
import { useFollowFocus } from './useFollowFocus.js';
import type { TaskActions } from './useTaskActions.js';

export interface TaskListProps {
  readonly labelledBy: string;
  readonly tasks: readonly Task[];
  readonly actions: TaskActions;
  readonly mayEdit: boolean;
}

/** The open tasks. A move by keyboard, menu or pointer is one event, and is read aloud. */
export function TaskList({ labelledBy, tasks, actions, mayEdit }: TaskListProps) {
  const t = useMessages('tasks');
  const hint = useId();
  const [said, say] = useState('');
  const follow = useFollowFocus(tasks);

  const move = (task: Task, place: number) => {
    const target = Math.max(0, Math.min(tasks.length - 1, place));
    if (target === tasks.indexOf(task)) return;
    actions.move(task, target);
    say(t('move.moved', { title: task.title, place: target + 1, count: tasks.length }));
  };
  const drag = useDrag(tasks, move);

  return (
    <>
      <Hidden id={hint}>{t('move.hint')}</Hidden>
      <Hidden role="status">{said}</Hidden>
      <Paper
        variant="outlined"
        component="ul"
        ref={drag.listRef}
        aria-labelledby={labelledBy}
        sx={{ m: 0, p: 0, listStyle: 'none', borderRadius: 1.5, overflow: 'clip' }}
      >
        {tasks.map((task, place) => (
          <TaskRow
            key={task.id}
            task={task}
            actions={actions}
            mayEdit={mayEdit}
            drag={drag.styleOf(task.id)}
            onMove={{
              up: place > 0 ? () => move(task, place - 1) : null,
              down: place < tasks.length - 1 ? () => move(task, place + 1) : null,
            }}
            handle={
              mayEdit && tasks.length > 1 ? (
                <MoveHandle
                  ref={follow.handleOf(task.id)}
                  title={task.title}
                  describedBy={hint}
                  onPointer={drag.start(task)}
                  onKey={(toward) => {
                    follow.keep(task.id);
                    move(task, toward === 'first' ? 0 : toward === 'last' ? tasks.length - 1 : place + toward);
                  }}
                />
              ) : null
            }
          />
        ))}
      </Paper>
    </>
  );
}
