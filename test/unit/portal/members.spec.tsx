import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { workspace } from '../../../plugins/workspace/portal/index.js';
import Members from '../../../plugins/workspace/portal/members/Members.js';
import { roleTable } from '../../../plugins/workspace/records.js';
import { FakeWorkspaces } from '../client/fake-workspaces.js';
import { renderInPortal, sessionOver } from './portal-around.js';

const person = { id: 'mia', name: 'Mia', email: 'mia@example.org' };

async function open(server: FakeWorkspaces, role = 'owner', online = true) {
  const harbour = { id: 'w1', name: 'Harbour', role };
  renderInPortal(<Members />, { person, workspace: harbour, workspaces: [harbour], online }, sessionOver(server.fetch));
  await screen.findByText('noa@example.org');
}

const roleOf = (name: string) => screen.getByLabelText<HTMLSelectElement>(`Role of ${name}`);
const notices = () => screen.getAllByRole('status').find((region) => region.getAttribute('aria-live') === 'polite');

describe('the members of a workspace', () => {
  let server: FakeWorkspaces;
  beforeEach(() => {
    server = new FakeWorkspaces();
    localStorage.clear();
    sessionStorage.clear();
    jest.spyOn(navigator, 'onLine', 'get').mockReturnValue(true);
  });
  afterEach(() => jest.restoreAllMocks());

  it('change their role at once', async () => {
    await open(server);
    const release = server.hold('noa');
    fireEvent.change(roleOf('noa'), { target: { value: 'admin' } });
    expect(roleOf('noa').value).toBe('admin');
    await act(async () => release());
    await waitFor(() => expect(server.members[1]?.role).toBe('admin'));
    expect(notices()).toBeEmptyDOMElement();
  });

  it('go back when somebody was faster: both values are said politely, and the focus is where it was', async () => {
    await open(server);
    server.members = server.members.map((row) => (row.userId === 'noa' ? { ...row, role: 'viewer', version: 4 } : row));
    roleOf('noa').focus();
    fireEvent.change(roleOf('noa'), { target: { value: 'admin' } });
    await waitFor(() =>
      expect(notices()).toHaveTextContent('You chose Admin for noa, but the role is Viewer now. Refused: stale.'),
    );
    await waitFor(() => expect(roleOf('noa').value).toBe('viewer'));
    expect(roleOf('noa')).toHaveFocus();
    fireEvent.click(within(notices() as HTMLElement).getByRole('button', { name: 'Dismiss' }));
    expect(notices()).toBeEmptyDOMElement();
  });

  it('are removed after a question, and stand there again when that is refused', async () => {
    await open(server);
    server.faults.set('tom', { status: 409, code: 'last_owner' });
    fireEvent.click(screen.getByRole('button', { name: 'Remove tom' }));
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Remove' }));
    await waitFor(() => expect(notices()).toHaveTextContent('tom was not removed.'));
    expect(roleOf('tom')).toBeInTheDocument();
  });

  it('cannot be changed without a connection', async () => {
    await open(server, 'owner', false);
    expect(roleOf('noa')).toBeDisabled();
    expect(screen.getByRole('button', { name: 'Remove noa' })).toBeDisabled();
    expect(notices()).toHaveTextContent('While you are offline roles stay as they are and nobody can be removed.');
  });

  it('are only shown to a member, who is not asked for invitations', async () => {
    await open(server, 'member');
    expect(screen.queryByLabelText('Role of noa')).not.toBeInTheDocument();
    expect(screen.queryByText('Invite somebody')).not.toBeInTheDocument();
    expect(server.asked.some(({ path }) => path.endsWith('/invitations') && path.includes('w1'))).toBe(false);
  });

  it('touch no owner when an admin looks, who gives no role above their own', async () => {
    await open(server, 'admin');
    expect(screen.queryByLabelText('Role of mia')).not.toBeInTheDocument();
    expect([...roleOf('noa').options].map(({ value }) => value)).toEqual(['admin', 'member', 'viewer']);
  });
});

describe('inviting', () => {
  let server: FakeWorkspaces;
  beforeEach(() => {
    server = new FakeWorkspaces();
    localStorage.clear();
    sessionStorage.clear();
  });
  afterEach(() => jest.restoreAllMocks());

  const send = () => fireEvent.click(screen.getByRole('button', { name: 'Send invitation' }));

  it('shows the link once, and the invitation in the list', async () => {
    await open(server);
    send();
    expect(screen.getByText('Give the address to invite, e.g. name@example.org.')).toBeInTheDocument();
    fireEvent.change(screen.getByLabelText('Email address'), { target: { value: 'ida@example.org' } });
    await act(async () => send());
    expect(await screen.findByLabelText<HTMLInputElement>('Link of the invitation')).toHaveValue(
      'https://example.org/invitation#token=t',
    );
    expect(screen.getByRole('button', { name: 'Withdraw the invitation of ida@example.org' })).toBeInTheDocument();
    expect(screen.getByLabelText('Email address')).toHaveValue('');
  });

  it('waits on this device without a connection, and says so', async () => {
    jest.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    await open(server);
    fireEvent.change(screen.getByLabelText('Email address'), { target: { value: 'ida@example.org' } });
    await act(async () => send());
    await waitFor(() => expect(notices()).toHaveTextContent('1 change waits on this device'));
    expect(screen.getByText('ida@example.org')).toBeInTheDocument();
  });

  it('tells what was refused, and by whom it was wanted', async () => {
    server.faults.set('invitations', { status: 409, code: 'invitation_pending' });
    await open(server);
    fireEvent.change(screen.getByLabelText('Email address'), { target: { value: 'ida@example.org' } });
    await act(async () => send());
    await waitFor(() => expect(notices()).toHaveTextContent('ida@example.org was not invited.'));
    expect(screen.getByLabelText('Email address')).toHaveValue('ida@example.org');
  });
});

it('shows the activity to whom the server shows it', () => {
  const page = workspace.pages.find(({ path }) => path === 'activity');
  expect(page?.roles).toEqual(roleTable.readActivity);
});
