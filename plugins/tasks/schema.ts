/** What a workspace's store holds for tasks: events are the truth, the table is drawn from them on every device. */
import { Events, makeSchema, Schema, State } from '@livestore/livestore';
import { taskEventNames as names } from './names.js';

export const tables = {
  tasks: State.SQLite.table({
    name: 'task',
    columns: {
      id: State.SQLite.text({ primaryKey: true }),
      title: State.SQLite.text(),
      /** Sorts by plain text comparison; see `portal/board/rank.ts`. */
      rank: State.SQLite.text(),
      addedAt: State.SQLite.integer(),
      /** Milliseconds since 1970; null while open. */
      completedAt: State.SQLite.integer({ nullable: true }),
    },
  }),
};

const id = Schema.String;

// Lenient on purpose: an event that one device could not read would stop that device for ever.
export const events = {
  added: Events.synced({
    name: names.added,
    schema: Schema.Struct({ id, title: Schema.String, rank: Schema.String, at: Schema.Number }),
  }),
  renamed: Events.synced({ name: names.renamed, schema: Schema.Struct({ id, title: Schema.String }) }),
  completed: Events.synced({ name: names.completed, schema: Schema.Struct({ id, at: Schema.Number }) }),
  reopened: Events.synced({ name: names.reopened, schema: Schema.Struct({ id }) }),
  moved: Events.synced({ name: names.moved, schema: Schema.Struct({ id, rank: Schema.String }) }),
  removed: Events.synced({ name: names.removed, schema: Schema.Struct({ id }) }),
};

/** None of them may throw: one that does on a pulled event makes every later start of that device fail. */
const materializers = State.SQLite.materializers(events, {
  [names.added]: ({ id, title, rank, at }) =>
    tables.tasks.insert({ id, title, rank, addedAt: Math.trunc(at), completedAt: null }).onConflict('id', 'ignore'),
  [names.renamed]: ({ id, title }) => tables.tasks.update({ title }).where({ id }),
  [names.completed]: ({ id, at }) => tables.tasks.update({ completedAt: Math.trunc(at) }).where({ id }),
  [names.reopened]: ({ id }) => tables.tasks.update({ completedAt: null }).where({ id }),
  [names.moved]: ({ id, rank }) => tables.tasks.update({ rank }).where({ id }),
  [names.removed]: ({ id }) => tables.tasks.delete().where({ id }),
});

export const schema = makeSchema({ events, state: State.SQLite.makeState({ tables, materializers }) });

export type Task = (typeof tables.tasks)['Type'];
