import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { noteEnding } from '../../../client/react/workspace-rows.js';
import AllWorkspaces from '../../../plugins/workspace/portal/all/AllWorkspaces.js';
import { Ended } from '../../../plugins/workspace/portal/ended/Ended.js';
import Settings from '../../../plugins/workspace/portal/settings/Settings.js';
import { FakeWorkspaces } from '../client/fake-workspaces.js';
import { fakeApi, renderInPortal, sessionOver } from './portal-around.js';

const harbour = { id: 'w1', name: 'Harbour', role: 'owner' };
const person = { id: 'mia', name: 'Mia', email: 'mia@example.org' };
const gone = {
  id: 'w1',
  name: 'Harbour',
  version: 3,
  members: 2,
  deletedAt: '2026-11-27T12:00:00Z',
  purgeAfter: '2026-12-27T12:00:00Z',
};
const heading = (name: string) => screen.findByRole('heading', { level: 1, name });

afterEach(() => jest.restoreAllMocks());

describe('a workspace that is closed to a person', () => {
  const api = (deleted: object[] = []) => fakeApi({ get: (() => Promise.resolve(deleted)) as never });

  it.each([
    ['removed', 'You are no longer in Harbour'],
    ['left', 'You have left Harbour'],
    ['deleted', 'Harbour was deleted'],
  ] as const)('says why: %s', async (why, title) => {
    const { again, queries } = renderInPortal(<p>open</p>, { person, api: api() });
    noteEnding(queries, 'w1', why);
    again({}, <Ended workspaceId="w1" workspaceName="Harbour" />);
    await heading(title);
  });

  it('says the same of a foreign one as of none, and who they are', async () => {
    renderInPortal(<Ended workspaceId="w9" workspaceName="" />, { person, api: api() });
    await heading('This workspace is not open to you');
    expect(screen.getByText(/mia@example.org is not a member/)).toBeInTheDocument();
  });

  it('can be brought back by who deleted it, on its own page', async () => {
    const post = jest.fn(() => Promise.resolve({ ...harbour, version: 4 }));
    const get = (() => Promise.resolve([gone])) as never;
    renderInPortal(<Ended workspaceId="w1" workspaceName="" />, { person, api: fakeApi({ get, post: post as never }) });
    await heading('Harbour was deleted');
    expect(screen.getByText(/until 27 December 2026/)).toBeInTheDocument();
    await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Bring it back' })));
    expect(post).toHaveBeenCalledWith('/api/workspaces/w1/undelete', { version: 3 });
  });
});

describe('deleting a workspace', () => {
  it('asks for the name, and for the password when the sign-in is old; then goes on with what was meant', async () => {
    const refusals = [{ code: 'reauthentication_required', message: 'This needs your password once more.' }];
    const remove = jest.fn(() => {
      const refusal = refusals.shift();
      return refusal ? Promise.reject(refusal) : Promise.resolve(gone);
    });
    const post = jest.fn(() => Promise.resolve({}));
    const record = {
      ...harbour,
      version: 2,
      members: 2,
      seatLimit: null,
      suspendedAt: null,
      createdAt: '',
      updatedAt: '',
    };
    const get = ((path: string) =>
      Promise.resolve(path.endsWith('/me') ? { defaultWorkspaceId: null } : record)) as never;
    const api = fakeApi({ get, post: post as never, delete: remove as never });
    const refreshPerson = jest.fn(() => Promise.resolve());
    const server = new FakeWorkspaces();
    const facts = { person, workspace: harbour, workspaces: [harbour], api, refreshPerson };
    renderInPortal(<Settings />, facts, sessionOver(server.fetch));
    fireEvent.click(await screen.findByRole('button', { name: 'Delete workspace' }));
    const dialog = screen.getByRole('dialog');
    expect(dialog).toHaveTextContent('All 2 members lose access at once');
    fireEvent.change(within(dialog).getByLabelText('Type its name to go on: Harbour'), {
      target: { value: 'Harbour' },
    });
    const confirm = () =>
      act(async () => fireEvent.click(within(dialog).getByRole('button', { name: 'Delete workspace' })));
    await confirm();
    // A step more, not a failure.
    expect(within(dialog).getByRole('alert')).toHaveClass('MuiAlert-colorInfo');
    fireEvent.change(within(dialog).getByLabelText('Your password'), { target: { value: 'three lanterns' } });
    await confirm();
    expect(post).toHaveBeenCalledWith('/api/auth/reauthenticate', { password: 'three lanterns' });
    expect(remove.mock.calls).toEqual([
      ['/api/workspaces/w1', { name: 'Harbour', version: 2 }],
      ['/api/workspaces/w1', { name: 'Harbour', version: 2 }],
    ]);
    await waitFor(() => expect(refreshPerson).toHaveBeenCalled());
  });
});

describe('all workspaces of a person', () => {
  it('stand in one list with what waits for them and what they deleted', async () => {
    const own = {
      id: 'i1',
      workspaceId: 'w7',
      workspaceName: 'Lighthouse',
      role: 'viewer',
      invitedBy: 'Tom',
      message: null,
      createdAt: '2026-11-27T12:00:00Z',
      expiresAt: '2026-12-04T12:00:00Z',
    };
    const server = new FakeWorkspaces();
    const session = sessionOver((path, init) =>
      path === '/api/invitations' ? Response.json([own]) : server.fetch(path, init),
    );
    const get = (() => Promise.resolve([{ ...gone, id: 'w5', name: 'Old pier' }])) as never;
    const workspaces = [harbour, { id: 'w2', name: 'Quay', role: 'member', suspended: true }];
    const closedWorkspaces = [{ id: 'w8', name: 'Locks' }];
    renderInPortal(<AllWorkspaces />, { person, workspaces, closedWorkspaces, api: fakeApi({ get }) }, session);
    expect(await screen.findByRole('button', { name: 'Accept the invitation to Lighthouse' })).toBeInTheDocument();
    expect(await screen.findByText('Suspended')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Harbour' })).toHaveAttribute('href', '/w/w1');
    expect(await screen.findByRole('button', { name: 'Bring it back: Old pier' })).toBeInTheDocument();
    expect(screen.getByRole('link', { name: /still has of Locks/ })).toHaveAttribute('href', '/w/w8');
  });

  it('say of a deleted one whose name is taken how it comes back, and not to choose another name', async () => {
    const get = (() => Promise.resolve([gone])) as never;
    const post = (() => Promise.reject({ code: 'name_taken', message: 'Choose another one.' })) as never;
    renderInPortal(<AllWorkspaces />, { person, api: fakeApi({ get, post }) });
    const bringBack = await screen.findByRole('button', { name: 'Bring it back: Harbour' });
    await act(async () => fireEvent.click(bringBack));
    expect(screen.getByRole('alert')).toHaveTextContent('Rename that one; then this one can be brought back.');
  });

  it('say that the deleted ones could not be loaded, instead of nothing', async () => {
    const get = jest.fn().mockRejectedValueOnce({ code: 'internal', message: 'Broken.' }).mockResolvedValue([gone]);
    renderInPortal(<AllWorkspaces />, { person, api: fakeApi({ get: get as never }) });
    expect(await screen.findByText('What you deleted could not be loaded')).toBeInTheDocument();
    await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Retry' })));
    expect(await screen.findByRole('button', { name: 'Bring it back: Harbour' })).toBeInTheDocument();
  });
});
