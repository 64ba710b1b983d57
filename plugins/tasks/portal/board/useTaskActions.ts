import type { Store } from '@livestore/livestore';
import type { ReactApi } from '@livestore/react';
import { useMemo } from 'react';
import { uuidv7 } from 'uuidv7';
import { events, type schema, type Task } from '../../schema.js';
import { rankBetween } from './rank.js';

export type TaskStore = Store<typeof schema> & ReactApi;

export interface TaskActions {
  add(title: string): void;
  rename(task: Task, title: string): void;
  setDone(task: Task, done: boolean): void;
  /** Puts an open task at a place among the open ones, counted from 0. */
  move(task: Task, place: number): void;
  remove(task: Task): void;
}

/** What people do, as events: at once here, and from here to everyone. `tasks` is the list in its order. */
export function useTaskActions(store: TaskStore, tasks: readonly Task[]): TaskActions {
  return useMemo(() => {
    const open = tasks.filter(({ completedAt }) => completedAt === null);
    return {
      add: (title) => {
        const rank = rankBetween(open.at(-1)?.rank ?? null, null);
        store.commit(events.added({ id: uuidv7(), title, rank, at: Date.now() }));
      },
      rename: ({ id, title: old }, title) => {
        if (title !== old) store.commit(events.renamed({ id, title }));
      },
      setDone: ({ id }, done) =>
        store.commit(done ? events.completed({ id, at: Date.now() }) : events.reopened({ id })),
      move: ({ id }, place) => {
        const others = open.filter((task) => task.id !== id);
        const rank = rankBetween(others[place - 1]?.rank ?? null, others[place]?.rank ?? null);
        store.commit(events.moved({ id, rank }));
      },
      remove: ({ id }) => store.commit(events.removed({ id })),
    };
  }, [store, tasks]);
}
