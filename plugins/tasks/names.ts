/**
 * Names of the tasks plugin. It keeps nothing on the server but the workspace's store, so it has neither permissions nor
 * refusals of its own: what it names are the events in that store. They are stored for ever and never change; a new
 * meaning is a new name with the next version.
 */
export const taskEventNames = {
  added: 'tasks.v1.TaskAdded',
  renamed: 'tasks.v1.TaskRenamed',
  completed: 'tasks.v1.TaskCompleted',
  reopened: 'tasks.v1.TaskReopened',
  moved: 'tasks.v1.TaskMoved',
  removed: 'tasks.v1.TaskRemoved',
} as const;
