import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { useWorkspaces } from '../../../client/react/workspaces.js';
import Settings from '../../../plugins/workspace/portal/settings/Settings.js';
import { FakeWorkspaces, workspaceRow } from '../client/fake-workspaces.js';
import { fakeApi, renderInPortal, sessionOver } from './portal-around.js';

const harbour = { id: 'w1', name: 'Harbour', role: 'owner' };
const person = { id: 'mia', name: 'Mia', email: 'mia@example.org' };

/** As the portal does: no page of a workspace that the person is not in. */
function Place() {
  const { workspaces = [] } = useWorkspaces();
  return workspaces.some(({ id }) => id === 'w1') ? <Settings /> : <p>Shown out</p>;
}

/** Goes as far as the question, and says yes to it. */
async function leave(refusal: string, locale: 'en' | 'de' = 'en') {
  const server = new FakeWorkspaces();
  const get = ((path: string) =>
    Promise.resolve(path.endsWith('/me') ? { defaultWorkspaceId: null } : workspaceRow('w1', 'Harbour'))) as never;
  const facts = { person, locale, workspace: harbour, workspaces: [harbour], api: fakeApi({ get }) };
  renderInPortal(<Place />, facts, sessionOver(server.fetch));
  const release = server.hold('leave');
  server.faults.set('leave', { status: 409, code: refusal });
  const action = locale === 'en' ? 'Leave workspace' : 'Arbeitsbereich verlassen';
  fireEvent.click(await screen.findByRole('button', { name: action }));
  await act(async () => fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: action })));
  expect(await screen.findByText('Shown out')).toBeInTheDocument();
  await act(async () => release());
}

const notice = async (words: string) => {
  const text = await screen.findByText(new RegExp(words));
  return text.closest('[role=status]') as HTMLElement;
};

describe('leaving a workspace that refuses it', () => {
  beforeEach(() => {
    localStorage.clear();
    sessionStorage.clear();
    jest.spyOn(navigator, 'onLine', 'get').mockReturnValue(true);
  });
  afterEach(() => jest.restoreAllMocks());

  it('brings its only owner back, who hears why, and what can be done', async () => {
    await leave('last_owner');
    const region = await notice('You have not left');
    expect(region).toHaveTextContent('Refused: last_owner.');
    expect(region).toHaveTextContent('Or delete the workspace, if nobody needs it any more.');
    // The button that had the focus went with the page.
    await waitFor(() => expect(region).toHaveFocus());
    fireEvent.click(within(region).getByRole('button', { name: 'Dismiss' }));
    expect(region).toBeEmptyDOMElement();
  });

  it('says it in German', async () => {
    await leave('last_owner', 'de');
    const region = await notice('Sie sind nicht ausgetreten');
    expect(region).toHaveTextContent('Ein Arbeitsbereich braucht einen Inhaber');
    expect(region).toHaveTextContent('Oder löschen Sie den Arbeitsbereich');
  });

  it('does not advise to delete it for another reason', async () => {
    await leave('workspace_suspended');
    expect(await notice('You have not left')).not.toHaveTextContent('Or delete the workspace');
  });
});
