import { SessionProvider } from '@purser/client/react/session-provider';
import { reasonWords, signOutReasons } from '@purser/client/session/reasons';
import type { SessionManager, SessionState } from '@purser/client/session/session-manager';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { pendingAddress } from '../../../plugins/auth/portal/pendingAddress.js';
import SignIn from '../../../plugins/auth/portal/sign-in/SignIn.js';
import { renderInPortal } from './portal-around.js';

const signedOut: SessionState = { status: 'signed-out', reason: null };

function open(signIn: jest.Mock, search = '', locale: 'en' | 'de' = 'en', clockError: number | null = null) {
  window.history.replaceState(null, '', `/sign-in${search}`);
  const manager = {
    getState: () => signedOut,
    subscribe: () => () => undefined,
    getClockError: () => clockError,
    start: () => Promise.resolve(signedOut),
    signIn,
  } as Partial<SessionManager> as SessionManager;
  return renderInPortal(
    <SessionProvider manager={manager}>
      <SignIn />
    </SessionProvider>,
    { locale },
  );
}

function fill(email: string, password: string) {
  fireEvent.change(screen.getByLabelText('Email address'), { target: { value: email } });
  fireEvent.change(screen.getByLabelText('Password'), { target: { value: password } });
  fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));
}

const refuse = (code: string, rest = {}) =>
  jest.fn(() => Promise.reject(Object.assign(new Error(code), { code, message: `It is ${code}.`, ...rest })));

describe('signing in', () => {
  it('sends the address without what surrounds it and the password as it is', async () => {
    const signIn = jest.fn().mockResolvedValue(undefined);
    open(signIn);
    fill(' mia@example.org ', ' two  spaces ');
    await waitFor(() => expect(signIn).toHaveBeenCalledWith('mia@example.org', ' two  spaces '));
  });

  it('asks for what is missing and puts the focus there', () => {
    const signIn = jest.fn();
    open(signIn);
    fill('mia', '');
    expect(screen.getByLabelText('Email address')).toHaveFocus();
    expect(screen.getByLabelText('Email address')).toHaveAccessibleDescription(/whole address/);
    expect(screen.getByLabelText('Password')).toHaveAccessibleDescription('Enter your password.');
    expect(signIn).not.toHaveBeenCalled();
  });

  it('keeps what was typed when it was refused', async () => {
    open(refuse('invalid_credentials', { requestId: 'req-9' }));
    fill('mia@example.org', 'wrong');
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('It is invalid_credentials.');
    expect(alert).toHaveTextContent('req-9');
    expect(screen.getByLabelText('Email address')).toHaveValue('mia@example.org');
  });

  it('leads on to the code when the address is not confirmed', async () => {
    open(refuse('email_unconfirmed'));
    fill('mia@example.org', 'right');
    expect(await screen.findByRole('link', { name: 'Enter the code from the mail' })).toHaveAttribute(
      'href',
      '/confirm',
    );
    expect(pendingAddress()).toMatchObject({ email: 'mia@example.org', isOwn: false });
  });

  it('says why an account cannot be used in the words that its sessions end with', async () => {
    open(refuse('account_disabled'), '', 'de');
    fireEvent.change(screen.getByLabelText('E-Mail-Adresse'), { target: { value: 'mia@example.org' } });
    fireEvent.change(screen.getByLabelText('Passwort'), { target: { value: 'right' } });
    fireEvent.click(screen.getByRole('button', { name: 'Anmelden' }));
    const { title, text } = reasonWords('account_disabled', 'de');
    expect(await screen.findByRole('alert')).toHaveTextContent(title + text);
  });

  it('says how long to wait', async () => {
    open(refuse('too_many_attempts', { retryAfter: 30 }));
    fill('mia@example.org', 'wrong');
    expect(await screen.findByRole('alert')).toHaveTextContent('You can try again in 30 seconds.');
  });
});

describe('why somebody stands here', () => {
  it('is told from the catalogue, with what is kept', () => {
    open(jest.fn(), '?reason=ended_by_operator&kept=3');
    expect(screen.getByText('Session ended by an operator')).toBeInTheDocument();
    expect(screen.getByText(/3 changes are kept on this device/)).toBeInTheDocument();
  });

  it.each(Object.keys(signOutReasons))('is told for %s, with the words of the catalogue', (reason) => {
    open(jest.fn(), `?reason=${reason}`);
    const { title, text } = reasonWords(reason, 'en');
    expect(screen.getByRole('status')).toHaveTextContent(title + text);
  });

  it('includes that the clock of the device is wrong', () => {
    open(jest.fn(), '?reason=session_idle', 'en', 3_600_000);
    expect(screen.getByText('The clock of this device is wrong')).toBeInTheDocument();
    expect(screen.getByText('Signed out after a long pause')).toBeInTheDocument();
  });

  it('is told in German', () => {
    open(jest.fn(), '?reason=session_idle', 'de');
    expect(screen.getByText('Nach langer Pause abgemeldet')).toBeInTheDocument();
  });

  it.each(['', '?reason=made_up', '?reason=<img src=x>'])('is not told for %j', (search) => {
    open(jest.fn(), search);
    expect(screen.queryByRole('status')).toBeNull();
  });
});
