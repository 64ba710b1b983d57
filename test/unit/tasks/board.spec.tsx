import { createTheme, ThemeProvider } from '@mui/material/styles';
import { TranslatorProvider } from '@purser/kit/portal/messages';
import { PortalProvider } from '@purser/kit/portal/portal';
import { act, fireEvent, render, screen, within } from '@testing-library/react';
import { AddTask } from '../../../plugins/tasks/portal/board/AddTask.js';
import { BoardAsLeft } from '../../../plugins/tasks/portal/board/BoardAsLeft.js';
import { TaskList } from '../../../plugins/tasks/portal/board/TaskList.js';
import type { TaskActions } from '../../../plugins/tasks/portal/board/useTaskActions.js';
import type { Task } from '../../../plugins/tasks/schema.js';
import { themeOptions } from '../../../theme/theme.js';
import { portalFacts } from '../portal/portal-around.js';

const task = (title: string): Task => ({ id: title, title, rank: title, addedAt: 1, completedAt: null });
const tasks = [task('anchor'), task('bell'), task('compass')];

function spies() {
  return {
    add: jest.fn(),
    rename: jest.fn(),
    setDone: jest.fn(),
    move: jest.fn(),
    remove: jest.fn(),
  } satisfies TaskActions;
}

/** Shows keys and values instead of words. */
const translator = {
  locale: 'en',
  of:
    () =>
    (key: string, values: object = {}) =>
      [key, ...Object.values(values)].join(' '),
} as const;

const workspace = { id: 'w1', name: 'Harbour', role: 'member' };

const shown = (content: React.ReactNode, person = portalFacts().person) =>
  render(
    <ThemeProvider theme={createTheme(themeOptions('light'))}>
      <TranslatorProvider value={translator}>
        <PortalProvider value={portalFacts({ workspace, person })}>{content}</PortalProvider>
      </TranslatorProvider>
    </ThemeProvider>,
  );

const list = (actions: TaskActions, mayEdit = true) =>
  shown(<TaskList labelledBy="heading" tasks={tasks} actions={actions} mayEdit={mayEdit} />);

// What was typed is kept for the tab.
afterEach(() => sessionStorage.clear());

describe('the list of tasks', () => {
  it.each([
    ['ArrowDown', 'anchor', 1],
    ['End', 'anchor', 2],
    ['ArrowUp', 'compass', 1],
    ['Home', 'compass', 0],
  ])('%s moves %s to place %d, and says so', (key, title, place) => {
    const actions = spies();
    list(actions);
    fireEvent.keyDown(screen.getByRole('button', { name: `move.handle ${title}` }), { key });
    expect(actions.move).toHaveBeenCalledWith(expect.objectContaining({ title }), place);
    expect(screen.getByRole('status')).toHaveTextContent(`move.moved ${title} ${place + 1} 3`);
  });

  it.each([
    ['ArrowUp', 'anchor', {}],
    ['ArrowDown', 'compass', {}],
    ['Home', 'anchor', {}],
    ['ArrowDown', 'anchor', { altKey: true }],
    ['x', 'anchor', {}],
  ])('%s on %s %j moves nothing', (key, title, modifiers) => {
    const actions = spies();
    list(actions);
    fireEvent.keyDown(screen.getByRole('button', { name: `move.handle ${title}` }), { key, ...modifiers });
    expect(actions.move).not.toHaveBeenCalled();
  });

  it('moves by the menu too, for those who neither drag nor press keys', () => {
    const actions = spies();
    list(actions);
    fireEvent.click(screen.getByRole('button', { name: 'task.more bell' }));
    const menu = screen.getByRole('menu');
    expect(within(menu).getAllByRole('menuitem')).toHaveLength(4);
    fireEvent.click(within(menu).getByRole('menuitem', { name: 'task.menu.down' }));
    expect(actions.move).toHaveBeenCalledWith(expect.objectContaining({ title: 'bell' }), 2);
  });

  const renameField = (title: string) => {
    fireEvent.click(screen.getByRole('button', { name: `task.rename ${title}` }));
    return screen.getByRole('textbox', { name: 'task.renameField' });
  };

  it('renames on Enter, once', () => {
    const actions = spies();
    list(actions);
    const field = renameField('bell');
    fireEvent.change(field, { target: { value: '  ship’s   bell ' } });
    const wentOn = fireEvent.keyDown(field, { key: 'Enter' });
    expect(actions.rename.mock.calls).toEqual([[expect.objectContaining({ id: 'bell' }), 'ship’s bell']]);
    expect(wentOn).toBe(false);
    expect(screen.getByRole('button', { name: 'task.rename bell' })).toHaveFocus();
  });

  it.each([
    ['Escape', 'other words', 'Escape'],
    ['an empty title', '   ', 'Enter'],
    ['a title that is too long', 'x'.repeat(201), 'Enter'],
  ])('does not rename with %s', (_, value, key) => {
    const actions = spies();
    list(actions);
    const field = renameField('bell');
    fireEvent.change(field, { target: { value } });
    fireEvent.keyDown(field, { key });
    expect(actions.rename).not.toHaveBeenCalled();
  });

  it('goes on with a new wording that was being typed when the session ended', () => {
    const first = list(spies());
    fireEvent.change(renameField('bell'), { target: { value: 'ship’s be' } });
    first.unmount();
    const actions = spies();
    list(actions);
    const again = screen.getByRole('textbox', { name: 'task.renameField' });
    expect(again).toHaveValue('ship’s be');
    fireEvent.keyDown(again, { key: 'Escape' });
    expect(actions.rename).not.toHaveBeenCalled();
    expect(sessionStorage).toHaveLength(0);
  });

  it('asks before it deletes', async () => {
    const actions = spies();
    list(actions);
    fireEvent.click(screen.getByRole('button', { name: 'task.more anchor' }));
    fireEvent.click(screen.getByRole('menuitem', { name: 'task.menu.remove' }));
    const dialog = screen.getByRole('dialog', { name: 'remove.title anchor' });
    expect(actions.remove).not.toHaveBeenCalled();
    await act(async () => fireEvent.click(within(dialog).getByRole('button', { name: 'remove.confirm' })));
    expect(actions.remove).toHaveBeenCalledTimes(1);
  });

  it('offers nothing to those who only read', () => {
    list(spies(), false);
    expect(screen.queryAllByRole('button')).toEqual([]);
    for (const box of screen.getAllByRole('checkbox')) expect(box).toBeDisabled();
    expect(screen.getByText('compass')).toBeVisible();
  });
});

describe('adding a task', () => {
  const field = () => screen.getByRole('textbox', { name: 'add.label' });
  const submit = () => fireEvent.submit(field().closest('form') as HTMLFormElement);

  it('takes one after the other without touching the mouse', () => {
    const onAdd = jest.fn();
    shown(<AddTask onAdd={onAdd} />);
    for (const title of ['one', 'two']) {
      fireEvent.change(field(), { target: { value: ` ${title} ` } });
      submit();
      expect(field()).toHaveFocus();
      expect(field()).toHaveValue('');
    }
    expect(onAdd.mock.calls).toEqual([['one'], ['two']]);
  });

  it('says what is wrong with a title that is too long, and keeps it', () => {
    const onAdd = jest.fn();
    shown(<AddTask onAdd={onAdd} />);
    fireEvent.change(field(), { target: { value: 'x'.repeat(201) } });
    submit();
    expect(onAdd).not.toHaveBeenCalled();
    expect(field()).toBeInvalid();
    expect(field()).toHaveAccessibleDescription('add.tooLong 200 201');
  });

  it('keeps what was typed over the end of a session, for this person alone', () => {
    const first = shown(<AddTask onAdd={() => undefined} />);
    fireEvent.change(field(), { target: { value: 'paint the' } });
    first.unmount();
    const again = shown(<AddTask onAdd={() => undefined} />);
    expect(field()).toHaveValue('paint the');
    again.unmount();
    shown(<AddTask onAdd={() => undefined} />, { id: 'u2', name: 'Noa', email: 'noa@example.org' });
    expect(field()).toHaveValue('');
  });

  it('does nothing with an empty one', () => {
    const onAdd = jest.fn();
    shown(<AddTask onAdd={onAdd} />);
    submit();
    expect(onAdd).not.toHaveBeenCalled();
    expect(field()).toBeValid();
  });
});

describe('the list as it was left', () => {
  it('is there to be read, in its places, and takes nothing until its store is open', () => {
    const { container } = shown(<BoardAsLeft tasks={[...tasks, { ...task('dory'), completedAt: 2 }]} />);
    const inert = container.querySelector<HTMLElement>('[inert]');
    if (!inert) throw new Error('it can be worked in');
    expect(within(inert).getAllByRole('listitem', { hidden: true })).toHaveLength(4);
    expect(within(inert).getByLabelText('add.label')).toBeInTheDocument();
    expect(screen.getByText('loading')).toBeInTheDocument();
  });
});
