import { SessionProvider } from '@purser/client/react/session-provider';
import type { SessionManager, SessionState, SignOutReason } from '@purser/client/session/session-manager';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { Suspense } from 'react';
import { Language, Texts } from '../../../portal/i18n/Language.js';
import { Look } from '../../../portal/look/Look.js';
import { Pages } from '../../../portal/Pages.js';

const house = { product: 'Purser', plugins: ['auth', 'workspace'], flags: {} };
const session = { sessionId: 's1', userId: 'u1', email: 'mia@example.org' };
const harbour = { workspaceId: 'w1', name: 'Harbour', role: 'viewer' };

/** A session that the test moves, over a server that knows one person. */
class FakeSession {
  state: SessionState;
  memberships = [harbour];
  asked: string[] = [];
  #listeners = new Set<() => void>();

  constructor(signedIn: boolean) {
    this.state = signedIn ? { status: 'signed-in', session } : { status: 'signed-out', reason: null };
  }

  become(state: SessionState) {
    this.state = state;
    for (const listener of this.#listeners) listener();
  }

  end(reason: SignOutReason) {
    this.become({ status: 'signed-out', reason });
  }

  get manager(): SessionManager {
    return {
      getState: () => this.state,
      getClockError: () => null,
      subscribe: (listener: () => void) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
      start: () => Promise.resolve(this.state),
      fetch: (path: string) => {
        this.asked.push(path);
        if (path === '/api/workspaces/events') return Promise.resolve(new Response(null, { status: 404 }));
        return Promise.resolve(Response.json(this.#answer(path)));
      },
    } as Partial<SessionManager> as SessionManager;
  }

  #answer(path: string) {
    const at = '2026-11-23T12:00:00.000Z';
    const record = { role: 'viewer', version: 1, members: 1, seatLimit: null, suspendedAt: null };
    if (path === '/api/workspaces')
      return this.memberships.map(({ workspaceId: id, name }) => ({
        ...record,
        id,
        name,
        createdAt: at,
        updatedAt: at,
      }));
    if (path === '/api/invitations' || path === '/api/workspaces/deleted') return [];
    if (path.startsWith('/api/workspaces/w1/members')) return { members: [], total: 0, next: null };
    if (path.startsWith('/api/workspaces/w1'))
      return { ...record, id: 'w1', name: 'Harbour', createdAt: at, updatedAt: at };
    if (path === '/api/auth/sessions') return [];
    return {
      user: { id: 'u1', email: 'mia@example.org', name: 'Mia Berg', locale: 'en', defaultWorkspaceId: null },
      session: {},
      permissions: [],
      memberships: this.memberships,
      defaultWorkspaceId: null,
    };
  }
}

async function open(path: string, fake: FakeSession) {
  window.history.replaceState(null, '', path);
  // Pages and texts are loaded on the way: React wants to be waited for.
  await act(async () => {
    render(
      <Look>
        <Language>
          <Suspense>
            <Texts of={[]}>
              <SessionProvider manager={fake.manager}>
                <Pages house={house} />
              </SessionProvider>
            </Texts>
          </Suspense>
        </Language>
      </Look>,
    );
  });
}

const here = () => window.location.pathname + window.location.search;
const heading = (name: string | RegExp) => screen.findByRole('heading', { level: 1, name }, { timeout: 10_000 });

beforeAll(() => {
  window.matchMedia = ((query: string) => ({
    matches: false,
    media: query,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  })) as unknown as typeof window.matchMedia;
  window.scrollTo = () => undefined;
  Element.prototype.scrollIntoView = () => undefined;
});

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
  localStorage.setItem('purser:locale', 'en');
});

describe('somebody who is not signed in', () => {
  it('is asked to sign in, and keeps where they wanted to go', async () => {
    await open('/w/w1/members?page=2', new FakeSession(false));
    await heading('Sign in');
    expect(here()).toBe('/sign-in?next=%2Fw%2Fw1%2Fmembers%3Fpage%3D2');
  });

  it('goes there once they have signed in', async () => {
    const fake = new FakeSession(false);
    await open('/w/w1/members', fake);
    await heading('Sign in');
    await act(async () => fake.become({ status: 'signed-in', session }));
    await heading('Members');
    expect(here()).toBe('/w/w1/members');
  });

  it('is asked nothing of the server but what is public', async () => {
    const fake = new FakeSession(false);
    await open('/sign-up', fake);
    await heading('Create your account');
    expect(fake.asked).toEqual([]);
  });
});

describe('somebody who is signed in', () => {
  it('starts in their workspace', async () => {
    await open('/', new FakeSession(true));
    await heading('Harbour');
    expect(here()).toBe('/w/w1');
    expect(document.title).toBe('Harbour · Purser');
  });

  it('creates their first one', async () => {
    const fake = new FakeSession(true);
    fake.memberships = [];
    await open('/', fake);
    await heading('Welcome, Mia');
    expect(here()).toBe('/welcome');
  });

  it('has no business on the sign-in page', async () => {
    await open('/sign-in?next=%2Fprofile', new FakeSession(true));
    await heading('Profile');
    expect(here()).toBe('/profile');
  });

  it('hears that there is no such page', async () => {
    await open('/nothing/here', new FakeSession(true));
    await heading('There is no such page');
  });

  it('hears the same of a foreign workspace as of none', async () => {
    const fake = new FakeSession(true);
    await open('/w/foreign/members', fake);
    await heading('This workspace is not open to you');
    expect(fake.asked).toContain('/api/auth/me');
    expect(fake.asked.filter((path) => path.includes('foreign'))).toEqual([]);
  });

  it('is told why they stand at the sign-in page, when the session ends', async () => {
    const fake = new FakeSession(true);
    await open('/w/w1/members', fake);
    await heading('Members');
    await act(async () => fake.end('ended_by_operator'));
    await heading('Sign in');
    expect(screen.getByText('Session ended by an operator')).toBeInTheDocument();
    expect(here()).toBe('/sign-in?next=%2Fw%2Fw1%2Fmembers&reason=ended_by_operator');
  });

  it('is told of a removal while the workspace is open', async () => {
    const fake = new FakeSession(true);
    await open('/w/w1/members', fake);
    await heading('Members');
    fake.memberships = [];
    fireEvent(document, new Event('visibilitychange', { bubbles: true }));
    await waitFor(() => expect(fake.asked.filter((path) => path === '/api/workspaces').length).toBeGreaterThan(1), {
      timeout: 15_000,
    });
    await heading('You are no longer in Harbour');
  }, 20_000);

  it('begins at the heading of each new page', async () => {
    await open('/w/w1', new FakeSession(true));
    await heading('Harbour');
    expect(document.activeElement).toBe(document.body);
    fireEvent.click(screen.getByRole('link', { name: 'Settings' }));
    expect(await heading('Settings')).toHaveFocus();
  });
});
