import { ConfirmDialog } from '@purser/kit/portal/ui/ConfirmDialog';
import { ErrorState } from '@purser/kit/portal/ui/ErrorState';
import { Later } from '@purser/kit/portal/ui/Later';
import { Loaded } from '@purser/kit/portal/ui/Loaded';
import { PageHeading } from '@purser/kit/portal/ui/PageHeading';
import { PortalLink } from '@purser/kit/portal/ui/PortalLink';
import { SubmitButton } from '@purser/kit/portal/ui/SubmitButton';
import { phrase } from '@purser/kit/portal/ui/When';
import { act, fireEvent, screen } from '@testing-library/react';
import { renderInPortal } from './portal-around.js';

const refusal = { code: 'last_owner', message: 'A workspace needs an owner.', requestId: 'req-7', errors: {} };

describe('a page’s heading', () => {
  it('names the document, and leaves the focus alone on the first page', () => {
    renderInPortal(<PageHeading title="Members" />, { workspace: { id: 'w', name: 'Harbour', role: 'owner' } });
    expect(document.title).toBe('Members · Harbour · Purser');
    expect(document.activeElement).toBe(document.body);
  });

  it('takes the focus after a change of page', () => {
    const view = renderInPortal(<PageHeading title="Members" />);
    view.again({ arrivals: 1 });
    expect(screen.getByRole('heading', { level: 1 })).toHaveFocus();
  });

  it('leaves it in a field that has it', () => {
    const view = renderInPortal(
      <>
        <PageHeading title="Members" />
        <input aria-label="Search" />
      </>,
    );
    screen.getByLabelText('Search').focus();
    view.again({ arrivals: 1 });
    expect(screen.getByLabelText('Search')).toHaveFocus();
  });

  it('does neither behind another page', () => {
    document.title = 'The other page';
    const view = renderInPortal(<PageHeading title="Tasks" />, { backstage: true });
    view.again({ backstage: true, arrivals: 1 });
    expect(document.title).toBe('The other page');
    expect(screen.getByRole('heading', { level: 1 })).not.toHaveFocus();
  });
});

describe('loaded data', () => {
  const query = { dataUpdatedAt: Date.UTC(2026, 10, 23, 12), fetchStatus: 'idle', refetch: jest.fn() } as const;
  const show = (rest: object, online = true) =>
    renderInPortal(
      <Loaded
        query={{ data: undefined, error: null, ...query, ...rest } as never}
        skeleton={<i data-testid="skeleton" />}
        failed="The members could not be loaded"
      >
        {(data: string) => <p>{data}</p>}
      </Loaded>,
      { online },
    );

  it('shows a skeleton, but only after 150 ms', () => {
    jest.useFakeTimers();
    show({ fetchStatus: 'fetching' });
    act(() => jest.advanceTimersByTime(140));
    expect(screen.queryByTestId('skeleton')).toBeNull();
    act(() => jest.advanceTimersByTime(20));
    expect(screen.getByTestId('skeleton')).toBeInTheDocument();
    jest.useRealTimers();
  });

  it('says what failed, with the request id and a way to try again', () => {
    show({ error: refusal });
    const alert = screen.getByRole('alert');
    expect(alert).toHaveTextContent('The members could not be loaded');
    expect(alert).toHaveTextContent('Request req-7');
    fireEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(query.refetch).toHaveBeenCalled();
  });

  it('keeps old data beside a failure, and says since when it is old', () => {
    show({ data: 'Mia', error: refusal });
    expect(screen.getByText('Mia')).toBeInTheDocument();
    expect(screen.getByRole('alert')).toHaveTextContent(/Shown as of \d\d:\d\d/);
  });

  it('tells somebody without a network why there is nothing', () => {
    show({ fetchStatus: 'paused' }, false);
    expect(screen.getByRole('alert')).toHaveTextContent('You are offline');
  });
});

describe('a failure', () => {
  it('reads in the language of the person, by its code', () => {
    renderInPortal(<ErrorState error={{ code: 'too_many_requests', message: 'Too many requests.' }} />, {
      locale: 'de',
    });
    expect(screen.getByRole('alert')).toHaveTextContent('Zu viele Anfragen');
  });

  it('reads as the server wrote it where there is nothing better', () => {
    renderInPortal(<ErrorState error={{ code: 'brand_new', message: 'The tide is out.' }} />, { locale: 'de' });
    expect(screen.getByRole('alert')).toHaveTextContent('The tide is out.');
  });
});

describe('a link', () => {
  it('changes the page without loading it anew', () => {
    const navigate = jest.fn();
    renderInPortal(<PortalLink to="/w/1">Home</PortalLink>, { navigate });
    expect(fireEvent.click(screen.getByRole('link', { name: 'Home' }))).toBe(false);
    expect(navigate).toHaveBeenCalledWith('/w/1');
  });

  it.each([{ ctrlKey: true }, { metaKey: true }, { shiftKey: true }, { button: 1 }])(
    'leaves a click with %j to the browser',
    (how) => {
      const navigate = jest.fn();
      renderInPortal(<PortalLink to="/w/1">Home</PortalLink>, { navigate });
      // jsdom would report that it cannot follow the link itself.
      screen.getByRole('link').addEventListener('click', (event) => setTimeout(() => event.preventDefault()), true);
      const click = new MouseEvent('click', { bubbles: true, cancelable: true, ...how });
      const stop = (event: Event) => event.preventDefault();
      window.addEventListener('click', stop);
      screen.getByRole('link').dispatchEvent(click);
      window.removeEventListener('click', stop);
      expect(navigate).not.toHaveBeenCalled();
    },
  );
});

it('switches a button off without a network, and says why', () => {
  renderInPortal(<SubmitButton busy={false}>Save</SubmitButton>, { online: false });
  const button = screen.getByRole('button', { name: 'Save' });
  expect(button).toBeDisabled();
  expect(button).toHaveAccessibleDescription('You are offline; this needs the server.');
});

it('waits with what would only flash', () => {
  jest.useFakeTimers();
  renderInPortal(<Later afterMs={50}>here</Later>);
  expect(screen.queryByText('here')).toBeNull();
  act(() => jest.advanceTimersByTime(50));
  expect(screen.getByText('here')).toBeInTheDocument();
  jest.useRealTimers();
});

it('keeps a question open when what it asked for failed, and says why', async () => {
  const onClose = jest.fn();
  renderInPortal(
    <ConfirmDialog
      open
      title="End it?"
      confirm="End"
      onConfirm={() => Promise.reject(Object.assign(new Error(), refusal))}
      onClose={onClose}
    >
      Really?
    </ConfirmDialog>,
  );
  fireEvent.click(screen.getByRole('button', { name: 'End' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('A workspace needs an owner.');
  expect(onClose).not.toHaveBeenCalled();
});

describe('a point in time', () => {
  const now = Date.UTC(2026, 10, 23, 12);
  it.each([
    [20_000, 'now'],
    [5 * 60_000, '5 minutes ago'],
    [3 * 3_600_000, '3 hours ago'],
    [86_400_000, 'yesterday'],
    [30 * 86_400_000, '24 Oct 2026'],
    [60_000 - 7 * 86_400_000, 'in 7 days'],
    [-36 * 60_000, 'in 36 minutes'],
  ])('%i ms ago reads “%s”', (ago, text) => {
    expect(phrase(new Date(now - ago), now, 'en')).toBe(text);
  });
});
