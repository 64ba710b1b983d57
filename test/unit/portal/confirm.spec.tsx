import { SessionProvider } from '@purser/client/react/session-provider';
import type { SessionManager, SessionState } from '@purser/client/session/session-manager';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import Confirm from '../../../plugins/auth/portal/confirm/Confirm.js';
import { rememberPending } from '../../../plugins/auth/portal/pendingAddress.js';
import { fakeApi, renderInPortal } from './portal-around.js';

const signedOut: SessionState = { status: 'signed-out', reason: null };
const nobody = {
  getState: () => signedOut,
  getClockError: () => null,
  subscribe: () => () => undefined,
  start: () => Promise.resolve(signedOut),
} as Partial<SessionManager> as SessionManager;

function open(post: jest.Mock) {
  return renderInPortal(
    <SessionProvider manager={nobody}>
      <Confirm />
    </SessionProvider>,
    { publicApi: fakeApi({ post }), destination: '/w/7' },
  );
}

const refuse = (code: string) => Promise.reject(Object.assign(new Error(code), { code, message: `It is ${code}.` }));

afterEach(() => {
  sessionStorage.clear();
  window.history.replaceState(null, '', '/');
});

describe('the link of a confirmation mail', () => {
  beforeEach(() => window.history.replaceState(null, '', '/confirm#token=abc123'));

  it('does nothing when it is opened, and takes the token out of the address bar', async () => {
    const post = jest.fn();
    open(post);
    expect(await screen.findByRole('heading', { name: 'Confirm your address' })).toBeInTheDocument();
    expect(post).not.toHaveBeenCalled();
    expect(window.location.href).not.toContain('abc123');
  });

  it('confirms when the button is pressed, once, and goes on to where the person wanted to be', async () => {
    const post = jest.fn().mockResolvedValue({ status: 'confirmed' });
    open(post);
    const button = screen.getByRole('button', { name: 'Confirm address' });
    fireEvent.click(button);
    fireEvent.click(button);
    expect(await screen.findByRole('heading', { name: 'Your address is confirmed' })).toBeInTheDocument();
    expect(post.mock.calls).toEqual([['/api/auth/confirm', { token: 'abc123' }]]);
    expect(screen.getByRole('link', { name: 'Sign in' })).toHaveAttribute('href', '/sign-in?next=%2Fw%2F7');
  });

  it('offers to sign in when it was used already', async () => {
    open(jest.fn(() => refuse('token_used')));
    fireEvent.click(screen.getByRole('button', { name: 'Confirm address' }));
    expect(await screen.findByRole('link', { name: 'Sign in' })).toBeInTheDocument();
    expect(screen.getByRole('alert')).toHaveTextContent('It is token_used.');
  });

  it('offers a new mail when it is too old', async () => {
    open(jest.fn(() => refuse('token_expired')));
    fireEvent.click(screen.getByRole('button', { name: 'Confirm address' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Ask for a new mail' }));
    expect(screen.getByRole('button', { name: 'Send the mail again' })).toBeInTheDocument();
  });
});

describe('the code of a confirmation mail', () => {
  beforeEach(() => {
    window.history.replaceState(null, '', '/confirm');
    rememberPending('mia@example.org');
  });

  it('is sent as it was made, however it was typed', async () => {
    const post = jest.fn().mockResolvedValue({ status: 'confirmed' });
    open(post);
    fireEvent.change(screen.getByLabelText('Code'), { target: { value: 'k7qm 2rxd' } });
    expect(screen.getByLabelText('Code')).toHaveValue('K7QM-2RXD');
    fireEvent.click(screen.getByRole('button', { name: 'Confirm address' }));
    expect(await screen.findByRole('heading', { name: 'Your address is confirmed' })).toBeInTheDocument();
    expect(post).toHaveBeenCalledWith('/api/auth/confirm', { email: 'mia@example.org', code: 'K7QM2RXD' });
  });

  it('is asked for before anything is sent', () => {
    const post = jest.fn();
    open(post);
    fireEvent.click(screen.getByRole('button', { name: 'Confirm address' }));
    expect(screen.getByLabelText('Code')).toHaveFocus();
    expect(screen.getByText('The code has eight letters and digits.')).toBeInTheDocument();
    expect(post).not.toHaveBeenCalled();
  });

  it('can be sent again, once a minute', async () => {
    const post = jest.fn().mockResolvedValue(undefined);
    open(post);
    fireEvent.click(screen.getByRole('button', { name: 'Send the mail again' }));
    await waitFor(() => expect(screen.getByRole('button', { name: /Send again in \d+ s/ })).toBeDisabled());
    expect(post.mock.calls).toEqual([['/api/auth/confirm/resend', { email: 'mia@example.org' }]]);
  });
});
