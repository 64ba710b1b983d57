import { ApiProblem } from '@purser/client/http/problem';
import { SignedOut } from '@purser/client/session/session-manager';
import { FakeBrowser } from './fake-browser.js';
import { during, HOUR, LOGOUT, pass, signedIn } from './session-steps.js';

const DUE_MS = 480_000;
const REFRESH = '/api/auth/refresh';

describe('a session whose server cannot be reached', () => {
  beforeEach(() => jest.useFakeTimers({ now: new Date('2026-11-01T12:00:00Z') }));
  afterEach(() => jest.useRealTimers());

  it('stays signed in offline over the expiry, and renews at once when the network is back', async () => {
    const browser = new FakeBrowser();
    const tab = await signedIn(browser);
    browser.isOffline = true;
    await pass(3 * HOUR);
    expect(tab.session.getState().status).toBe('signed-in');
    await expect(during(tab.session.fetch('/api/auth/me'))).rejects.toBeInstanceOf(ApiProblem);
    browser.isOffline = false;
    tab.wake('online');
    await pass(200);
    expect((await during(tab.session.fetch('/api/auth/me'))).status).toBe(200);
  });

  it('grows its pauses while the server is down', async () => {
    const browser = new FakeBrowser();
    await signedIn(browser);
    browser.isOffline = true;
    const tab = browser.openTab();
    tab.session.dispose();
    const before = Date.now();
    browser.server.refreshFaults.push(...Array<number>(100).fill(503));
    browser.isOffline = false;
    await pass(HOUR);
    const tries = 100 - browser.server.refreshFaults.length;
    expect(Date.now() - before).toBe(HOUR);
    expect(tries).toBeGreaterThan(30);
    expect(tries).toBeLessThan(90);
  });

  it.each([500, { status: 503, retryAfter: 1 }])(
    'goes on after %j, also when timers fire a moment early',
    async (fault) => {
      const browser = new FakeBrowser();
      const tab = await signedIn(browser);
      browser.server.refreshFaults.push(fault, fault, fault);
      await pass(DUE_MS);
      expect(browser.server.refreshFaults).toHaveLength(2);
      browser.earlyMs = 2;
      await pass(10_000);
      expect(browser.server.refreshFaults).toEqual([]);
      expect(tab.session.getState().status).toBe('signed-in');
    },
  );

  it('opens what the device has when the server cannot be asked, and learns the truth later', async () => {
    const browser = new FakeBrowser();
    (await signedIn(browser)).session.dispose();
    browser.isOffline = true;
    const tab = browser.openTab();
    expect(await during(tab.session.start())).toEqual({
      status: 'signed-in',
      session: { sessionId: '', userId: 'anna' },
    });
    browser.isOffline = false;
    tab.wake('online');
    await pass(2_000);
    expect(tab.session.getState()).toMatchObject({ status: 'signed-in', session: { sessionId: 'session-1' } });
  });

  it('without a trace on the device it goes on asking a server that is down', async () => {
    const browser = new FakeBrowser();
    (await signedIn(browser)).session.dispose();
    browser.stored.clear();
    browser.server.refreshFaults.push(503);
    const { session } = browser.openTab();
    expect(await during(session.start())).toEqual({ status: 'signed-out', reason: null });
    await pass(5_000);
    expect(session.getState()).toMatchObject({ status: 'signed-in' });
  });

  it.each([
    'session_idle',
    'session_expired',
    'session_revoked',
    'refresh_reused',
    'account_disabled',
    'password_changed',
    'restored',
    'ended_by_operator',
    'signed_out_elsewhere',
  ] as const)('ends with the server’s verdict %s, once', async (reason) => {
    const browser = new FakeBrowser();
    const { session } = await signedIn(browser);
    const seen: unknown[] = [];
    session.subscribe(() => seen.push(session.getState()));
    browser.server.endSession(reason);
    await pass(DUE_MS + 2_000);
    expect(seen).toEqual([{ status: 'signed-out', reason }]);
    expect(browser.server.count(LOGOUT)).toBe(1);
    await expect(session.getAccessToken()).rejects.toBeInstanceOf(SignedOut);
    await expect(session.fetch('/api/auth/me')).rejects.toMatchObject({ code: reason, reason });
    const before = browser.server.count(REFRESH);
    await pass(HOUR);
    expect(browser.server.count(REFRESH)).toBe(before);
  });
});
