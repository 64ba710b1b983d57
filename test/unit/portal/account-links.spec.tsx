/** Pages behind the mails of an account: they show, and only a press acts. */
import { fireEvent, screen, waitFor } from '@testing-library/react';
import NotMe from '../../../plugins/auth/portal/links/NotMe.js';
import UndoAddress from '../../../plugins/auth/portal/links/UndoAddress.js';
import { fakeApi, renderInPortal } from './portal-around.js';

const signIn = {
  device: 'Firefox on Linux',
  place: 'Hamburg, DE',
  signedInAt: '2026-11-27T14:05:00.000Z',
  over: false,
};
const change = {
  old: 'm•••@example.org',
  new: 'e•••@example.net',
  changedAt: '2026-11-27T14:05:00.000Z',
  expiresAt: '2026-12-04T14:05:00.000Z',
};
const offers = [{ path: '/recover', label: { en: 'Forgot your password?', de: 'Passwort vergessen?' } }];
const refuse = (code: string) => Promise.reject(Object.assign(new Error(code), { code, message: `It is ${code}.` }));

describe.each([
  ['NotMe', NotMe, 'disown', signIn, 'Hamburg, DE', 'This wasn’t me: end it', 'That session is over'],
  ['UndoAddress', UndoAddress, 'email/undo', change, change.old, 'Put the old address back', 'The old address is back'],
] as const)('the page %s', (name, Page, path, found, shown, action, done) => {
  const open = (post: jest.Mock) => renderInPortal(<Page />, { publicApi: fakeApi({ post }), offers });

  beforeEach(() => window.history.replaceState(null, '', `/${name}#token=abc123`));
  afterEach(() => window.history.replaceState(null, '', '/'));

  it('looks, shows what the link is about, and takes the token out of the address bar', async () => {
    const post = jest.fn().mockResolvedValue(found);
    open(post);
    expect(await screen.findByText(shown)).toBeInTheDocument();
    expect(post.mock.calls).toEqual([[`/api/auth/${path}/check`, { token: 'abc123' }]]);
    expect(window.location.href).not.toContain('abc123');
  });

  it('acts once when it is pressed, and leads on to recovery', async () => {
    const post = jest.fn().mockResolvedValue(found);
    open(post);
    const button = await screen.findByRole('button', { name: action });
    fireEvent.click(button);
    fireEvent.click(button);
    expect(await screen.findByRole('heading', { name: done })).toBeInTheDocument();
    expect(post.mock.calls.slice(1)).toEqual([[`/api/auth/${path}`, { token: 'abc123' }]]);
    expect(screen.getByRole('link', { name: 'Forgot your password?' })).toHaveAttribute('href', '/recover');
  });

  it.each(['token_used', 'token_expired'])('says %s kindly and offers to sign in', async (code) => {
    open(jest.fn(() => refuse(code)));
    expect(await screen.findByRole('link', { name: 'Sign in' })).toBeInTheDocument();
    expect(screen.getByRole('alert')).toHaveTextContent(`It is ${code}.`);
  });

  it('opened without a link says how to get here, and asks nothing', async () => {
    window.history.replaceState(null, '', `/${name}`);
    const post = jest.fn();
    open(post);
    await waitFor(() => expect(screen.getByRole('link', { name: 'Sign in' })).toBeInTheDocument());
    expect(post).not.toHaveBeenCalled();
  });
});
