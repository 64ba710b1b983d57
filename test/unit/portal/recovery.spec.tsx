import { act, fireEvent, screen } from '@testing-library/react';
import Reset from '../../../plugins/reset/portal/choose/Reset.js';
import { fakeApi, renderInPortal } from './portal-around.js';

const GOOD = 'nine gulls over the pier';
const refuse = (code: string, rest: object = {}) =>
  Promise.reject(Object.assign(new Error(code), { code, message: `It is ${code}.`, ...rest }));

const open = (post: jest.Mock, locale: 'en' | 'de' = 'en') =>
  renderInPortal(<Reset />, { publicApi: fakeApi({ post }), locale });

async function save(password: string): Promise<void> {
  fireEvent.change(await screen.findByLabelText('New password'), { target: { value: password } });
  await press();
}

const press = () => act(async () => void fireEvent.click(screen.getByRole('button', { name: 'Save the password' })));

describe('the page behind the link of a recovery mail', () => {
  beforeEach(() => window.history.replaceState(null, '', '/reset#token=abc123'));
  afterEach(() => window.history.replaceState(null, '', '/'));

  it('asks whose account it is, and nothing else, until somebody presses', async () => {
    const post = jest.fn().mockResolvedValue({ email: 'm•••@example.org' });
    open(post);
    expect(await screen.findByText(/m•••@example.org/)).toBeInTheDocument();
    expect(post.mock.calls).toEqual([['/api/reset/check', { token: 'abc123' }]]);
    expect(window.location.href).not.toContain('abc123');
  });

  it.each([
    ['token_expired', 'This link has run out', 'Ask for a new mail', '/recover'],
    ['token_superseded', 'There is a newer mail', 'Ask for a new mail', '/recover'],
    ['token_used', 'This link has done its work', 'Sign in', '/sign-in'],
    ['account_disabled', 'This account is suspended', 'Sign in', '/sign-in'],
  ])('says kindly what became of it: %s', async (code, title, way, to) => {
    open(jest.fn(() => refuse(code)));
    expect(await screen.findByRole('heading', { name: title })).toBeInTheDocument();
    expect(screen.getByRole('link', { name: way })).toHaveAttribute('href', to);
    expect(screen.queryByLabelText('New password')).toBeNull();
  });

  it('says so in German, too', async () => {
    open(
      jest.fn(() => refuse('token_superseded')),
      'de',
    );
    expect(await screen.findByRole('heading', { name: 'Es gibt eine neuere E-Mail' })).toBeInTheDocument();
  });

  it('sends one of two presses, and answers kindly when another tab was first', async () => {
    const post = jest.fn((path: string) =>
      path.endsWith('check') ? Promise.resolve({ email: 'm•••@example.org' }) : refuse('token_used'),
    );
    open(post as jest.Mock);
    fireEvent.change(await screen.findByLabelText('New password'), { target: { value: GOOD } });
    const button = screen.getByRole('button', { name: 'Save the password' });
    await act(async () => {
      fireEvent.click(button);
      fireEvent.click(button);
    });
    expect(await screen.findByRole('heading', { name: 'This link has done its work' })).toBeInTheDocument();
    expect(post.mock.calls.filter(([path]) => path.endsWith('complete'))).toHaveLength(1);
  });

  it('keeps what was typed when the password is refused, and forgets the refusal with the next letter', async () => {
    const post = jest.fn((path: string) =>
      path.endsWith('check')
        ? Promise.resolve({ email: 'm•••@example.org' })
        : refuse('weak_password', { errors: { password: 'This is mostly your address.' } }),
    );
    open(post as jest.Mock);
    await save(GOOD);
    expect((await screen.findAllByText('This is mostly your address.')).length).toBeGreaterThan(0);
    const field = screen.getByLabelText('New password');
    expect(field).toHaveValue(GOOD);
    fireEvent.change(field, { target: { value: `${GOOD}!` } });
    expect(screen.queryByText('This is mostly your address.')).toBeNull();
  });

  it('can look again when the server did not answer', async () => {
    const post = jest
      .fn()
      .mockImplementationOnce(() => refuse('network'))
      .mockResolvedValue({ email: 'm•••@example.org' });
    open(post);
    fireEvent.click(await screen.findByRole('button', { name: 'Retry' }));
    expect(await screen.findByText(/m•••@example.org/)).toBeInTheDocument();
  });
});

describe('a new password', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const type = (value: string) => fireEvent.change(screen.getByLabelText('New password'), { target: { value } });
  const pause = () => act(() => jest.advanceTimersByTimeAsync(600));

  it('is judged in words, politely, when the typing pauses', async () => {
    open(jest.fn());
    const verdict = screen.getByRole('status');
    expect(verdict).toBeEmptyDOMElement();
    type('nine gulls');
    expect(verdict).toBeEmptyDOMElement();
    await pause();
    expect(verdict).toHaveTextContent('Not strong enough yet. 10 of at least 15 characters');
    type('nine gulls a pier');
    await pause();
    expect(verdict).toHaveTextContent(/^Strength: good$/);
    type(GOOD);
    await pause();
    expect(verdict).toHaveTextContent(/^Strength: very good$/);
  });

  it('that many people have is told before it is sent', async () => {
    open(jest.fn());
    type('passwordpassword');
    await pause();
    await pause();
    expect(screen.getByRole('status')).toHaveTextContent('None of the passwords that many people have');
  });

  it('can be looked at and pasted', () => {
    open(jest.fn());
    const field = screen.getByLabelText('New password');
    expect(field).toHaveAttribute('type', 'password');
    fireEvent.click(screen.getByRole('button', { name: 'Show password' }));
    expect(field).toHaveAttribute('type', 'text');
    expect(fireEvent.paste(field)).toBe(true);
  });
});
