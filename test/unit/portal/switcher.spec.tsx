import type { PortalWorkspace } from '@purser/kit/portal/portal';
import { fireEvent, screen, within } from '@testing-library/react';
import { Switcher } from '../../../plugins/workspace/portal/Switcher.js';
import { renderInPortal } from './portal-around.js';

const some = (count: number): PortalWorkspace[] =>
  Array.from({ length: count }, (_, at) => ({
    id: `w${at + 1}`,
    name: `Harbour ${at + 1}`,
    role: at ? 'member' : 'owner',
  }));

function open(count: number, current = 0) {
  const workspaces = some(count);
  const navigate = jest.fn();
  renderInPortal(<Switcher pathIn={({ id }) => `/w/${id}/tasks`} last={null} />, {
    workspaces,
    workspace: workspaces[current] ?? null,
    navigate,
  });
  return navigate;
}

const openPanel = () => {
  fireEvent.click(screen.getByRole('button'));
  return screen.getByRole('dialog', { name: 'Workspaces' });
};

describe('the workspace switcher', () => {
  it('names the workspace, and marks it in the list with everybody’s role', () => {
    open(3, 1);
    expect(screen.getByRole('button', { name: /Workspace Harbour 2/ })).toBeInTheDocument();
    const panel = openPanel();
    const rows = within(panel).getAllByRole('link', { name: /Harbour/ });
    expect(rows.map((row) => row.getAttribute('aria-current'))).toEqual([null, 'true', null]);
    expect(rows[0]).toHaveTextContent('Owner');
  });

  it('leads to the same page of the other one, and closes', () => {
    const navigate = open(2);
    fireEvent.click(within(openPanel()).getByRole('link', { name: /Harbour 2/ }));
    expect(navigate).toHaveBeenCalledWith('/w/w2/tasks');
  });

  it.each([
    [7, false],
    [8, true],
  ])('with %i workspaces has a search: %s', (count, has) => {
    open(count);
    expect(Boolean(within(openPanel()).queryByLabelText('Search workspaces'))).toBe(has);
  });

  it('finds by part of a name, and says when there is no match', () => {
    open(9);
    const panel = openPanel();
    const search = within(panel).getByLabelText('Search workspaces');
    fireEvent.change(search, { target: { value: 'OUR 9' } });
    expect(within(panel).getAllByRole('link', { name: /Harbour/ })).toHaveLength(1);
    fireEvent.change(search, { target: { value: 'zzz' } });
    expect(within(panel).getByRole('status')).toHaveTextContent('No workspace matches “zzz”.');
  });

  it('offers to create one', () => {
    const navigate = open(0);
    fireEvent.click(within(openPanel()).getByRole('link', { name: 'Create a workspace' }));
    expect(navigate).toHaveBeenCalledWith('/workspaces/new');
  });

  it('goes through the rows with the arrow keys', () => {
    open(3);
    const panel = openPanel();
    const rows = within(panel).getAllByRole('link', { name: /Harbour/ });
    fireEvent.keyDown(panel, { key: 'ArrowDown' });
    expect(rows[0]).toHaveFocus();
    fireEvent.keyDown(panel, { key: 'ArrowUp' });
    expect(rows[2]).toHaveFocus();
  });

  it('switches with Alt and a digit, from anywhere', () => {
    const navigate = open(3);
    fireEvent.keyDown(window, { code: 'Digit2', altKey: true });
    expect(navigate.mock.calls).toEqual([['/w/w2/tasks']]);
    fireEvent.keyDown(window, { code: 'Digit9', altKey: true });
    fireEvent.keyDown(window, { code: 'Digit1', altKey: true, ctrlKey: true });
    fireEvent.keyDown(window, { code: 'Digit1' });
    expect(navigate).toHaveBeenCalledTimes(1);
  });
});
