import { act, fireEvent, screen } from '@testing-library/react';
import { ApiProblem } from '../../../client/http/problem.js';
import { dropInvitation } from '../../../plugins/workspace/portal/invitation/heldInvitation.js';
import Invitation from '../../../plugins/workspace/portal/invitation/Invitation.js';
import type { InvitationPreview } from '../../../plugins/workspace/records.js';
import { fakeApi, renderInPortal, sessionOver } from './portal-around.js';

const preview: InvitationPreview = {
  workspaceName: 'Harbour',
  role: 'member',
  invitedBy: 'Mia Berg',
  message: 'We start on Monday.',
  email: 'n•••@example.org',
  state: 'pending',
  expiresAt: '2026-12-04T12:00:00.000Z',
};

const refusal = (status: number, code: string, more: object = {}) =>
  Response.json({ code, message: `Refused: ${code}.`, ...more }, { status });

async function open(shown: Partial<InvitationPreview> | ApiProblem, accept?: Response, locale: 'en' | 'de' = 'en') {
  window.history.replaceState(null, '', '/invitation#token=secret');
  const navigate = jest.fn();
  const post = jest.fn(() =>
    shown instanceof ApiProblem ? Promise.reject(shown) : Promise.resolve({ ...preview, ...shown }),
  );
  const answer = (path: string) => (path.endsWith('/accept') && accept ? accept : Response.json([]));
  await act(async () => {
    renderInPortal(
      <Invitation />,
      { navigate, locale, publicApi: fakeApi({ post: post as never }) },
      sessionOver((path) => (path.endsWith('/events') ? new Response(null, { status: 404 }) : answer(path))),
    );
  });
  return { navigate, post };
}

const heading = (name: string) => screen.findByRole('heading', { level: 1, name });
const accept = () => act(async () => fireEvent.click(screen.getByRole('button', { name: 'Accept invitation' })));

describe('the page of an invitation', () => {
  beforeEach(dropInvitation);

  it('shows what it is, spends nothing, and takes the token out of the address', async () => {
    const { post } = await open({});
    await heading('Join Harbour');
    expect(screen.getByText('We start on Monday.')).toBeInTheDocument();
    expect(post.mock.calls).toEqual([['/api/invitations/preview', { token: 'secret' }]]);
    expect(window.location.href).not.toContain('secret');
  });

  it('leads into the workspace', async () => {
    const { navigate } = await open({}, Response.json({ workspaceId: 'w1', role: 'member' }));
    await heading('Join Harbour');
    await accept();
    expect(navigate).toHaveBeenCalledWith('/w/w1');
  });

  it('tells the wrong account whom it is for and who they are, and offers the way on', async () => {
    await open(
      {},
      refusal(403, 'invitation_wrong_account', { sentTo: 'n•••@example.org', signedInAs: 'mia@example.org' }),
    );
    await heading('Join Harbour');
    await accept();
    await heading('This invitation is for another account');
    expect(screen.getByText(/was sent to n•••@example.org; you are mia@example.org/)).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Sign out and continue' })).toBeInTheDocument();
  });

  it.each([
    ['accepted', 'This invitation was answered already'],
    ['declined', 'This invitation was declined'],
    ['revoked', 'This invitation was withdrawn'],
    ['expired', 'This invitation has expired'],
    ['suspended', 'Harbour is suspended'],
    ['full', 'Harbour is full'],
  ] as const)('has a page of its own for one that is %s', async (state, title) => {
    await open({ state });
    await heading(title);
    expect(screen.queryByRole('button', { name: 'Accept invitation' })).not.toBeInTheDocument();
  });

  it.each([
    ['already_member', 409, 'You are in Harbour already'],
    ['invitation_used', 410, 'This invitation was answered already'],
    ['invitation_revoked', 410, 'This invitation was withdrawn'],
    ['invitation_expired', 410, 'This invitation has expired'],
    ['workspace_suspended', 403, 'Harbour is suspended'],
    ['seat_limit', 409, 'Harbour is full'],
  ])('tells %s when it is answered too late', async (code, status, title) => {
    await open({}, refusal(status, code, { workspaceId: 'w1' }));
    await heading('Join Harbour');
    await accept();
    await heading(title);
  });

  it('says that an unknown link may have been replaced, and that a failure is one', async () => {
    await open(new ApiProblem(404, { code: 'invitation_not_found', message: 'No.' }));
    await heading('This link does not work');
  });

  it('speaks German', async () => {
    await open({ state: 'expired' }, undefined, 'de');
    await heading('Diese Einladung ist abgelaufen');
  });
});
