import { taskEventNames } from '../../../plugins/tasks/names.js';
import de from '../../../plugins/tasks/portal/messages/de.js';
import en from '../../../plugins/tasks/portal/messages/en.js';
import { TASK_TITLE_MAX, taskTitle } from '../../../plugins/tasks/records.js';

type Words = { readonly [key: string]: string | Words };

function flat(words: Words, prefix = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value] as [string, string]] : flat(value, `${prefix}${key}.`),
  );
}

describe('the words of the tasks plugin', () => {
  const english = new Map(flat(en));
  const german = new Map(flat(de));

  it('are the same keys in both languages', () => {
    expect([...german.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it.each([...english.keys()])('fill in the same values: %s', (key) => {
    const values = (text = '') => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();
    expect(values(german.get(key))).toEqual(values(english.get(key)));
    expect(german.get(key)).toBeTruthy();
  });
});

describe('the title of a task', () => {
  it.each([
    ['  Count   the\tsilver\n', 'Count the silver'],
    ['e\u0301', 'é'],
    ['😀'.repeat(TASK_TITLE_MAX), '😀'.repeat(TASK_TITLE_MAX)],
    ['<b>"; DROP TABLE task', '<b>"; DROP TABLE task'],
  ])('is accepted: %j', (given, kept) => {
    expect(taskTitle.parse(given)).toBe(kept);
  });

  it.each(['', '   ', '\n\t', '\u00a0', 'x'.repeat(TASK_TITLE_MAX + 1)])('is refused: %j', (given) => {
    expect(taskTitle.safeParse(given).success).toBe(false);
  });
});

it('never renames an event that is stored somewhere', () => {
  expect(taskEventNames).toEqual({
    added: 'tasks.v1.TaskAdded',
    renamed: 'tasks.v1.TaskRenamed',
    completed: 'tasks.v1.TaskCompleted',
    reopened: 'tasks.v1.TaskReopened',
    moved: 'tasks.v1.TaskMoved',
    removed: 'tasks.v1.TaskRemoved',
  });
});
