import { ApiProblem } from '@purser/client/http/problem';
import { SignedOut } from '@purser/client/session/session-manager';
import { FakeBrowser } from './fake-browser.js';
import { during, pass, signedIn } from './session-steps.js';

const LIFE_MS = 600_000;
const REFRESH = '/api/auth/refresh';

describe('signing out', () => {
  beforeEach(() => jest.useFakeTimers({ now: new Date('2026-11-01T12:00:00Z') }));
  afterEach(() => jest.useRealTimers());

  it('ends the session on the server', async () => {
    const browser = new FakeBrowser();
    const { session } = await signedIn(browser);
    await during(session.logout());
    expect([...browser.server.sessions.values()][0]?.ended).toBe('signed_out');
    expect(browser.cookie).toBeNull();
  });

  it('wins over a refresh that is on its way', async () => {
    const browser = new FakeBrowser();
    const { session } = await signedIn(browser);
    browser.server.latencyMs = 500;
    browser.sleptMs = LIFE_MS;
    const token = session.getAccessToken();
    token.catch(() => {});
    await pass(200);
    void session.logout();
    await pass(5_000);
    await expect(token).rejects.toBeInstanceOf(SignedOut);
    expect(session.getState()).toEqual({ status: 'signed-out', reason: 'signed_out' });
  });

  it('wins over a sign-in that is on its way', async () => {
    const browser = new FakeBrowser();
    const { session } = await signedIn(browser);
    browser.server.latencyMs = 500;
    const again = session.signIn('bert@example.com', 'right');
    again.catch(() => {});
    await pass(100);
    void session.logout();
    await pass(3_000);
    await expect(again).rejects.toBeInstanceOf(SignedOut);
    expect(session.getState()).toEqual({ status: 'signed-out', reason: 'signed_out' });
    expect([...browser.server.sessions.values()].every(({ ended }) => ended !== null)).toBe(true);
  });

  it('holds without a connection, also after a reload, and is told to the server later', async () => {
    const browser = new FakeBrowser();
    const first = await signedIn(browser);
    browser.isOffline = true;
    await during(first.session.logout());
    expect(first.session.getState()).toEqual({ status: 'signed-out', reason: 'signed_out' });
    first.session.dispose();
    await pass(1_000);
    browser.isOffline = false;
    const { session } = browser.openTab();
    expect(await during(session.start())).toEqual({ status: 'signed-out', reason: 'signed_out' });
    await pass(1_000);
    expect([...browser.server.sessions.values()][0]?.ended).toBe('signed_out');
    expect(browser.server.count(REFRESH)).toBe(1);
  });

  it('of the others keeps this one, and says when it could not be done', async () => {
    const browser = new FakeBrowser();
    const { session } = await signedIn(browser);
    browser.isOffline = true;
    await expect(during(session.logout('signed_out', 'others'))).rejects.toBeInstanceOf(ApiProblem);
    expect(session.getState().status).toBe('signed-in');
  });
});
