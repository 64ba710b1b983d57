import { FakeBrowser } from './fake-browser.js';
import { during, HOUR, LOGOUT, pass, signedIn } from './session-steps.js';

const LIFE_MS = 600_000;
const DUE_MS = 480_000;
const REFRESH = '/api/auth/refresh';

describe('a session in one tab', () => {
  beforeEach(() => jest.useFakeTimers({ now: new Date('2026-11-01T12:00:00Z') }));
  afterEach(() => jest.useRealTimers());

  it('begins with nobody and no reason on a first visit', async () => {
    const { session } = new FakeBrowser().openTab();
    expect(session.getState()).toEqual({ status: 'starting' });
    expect(await during(session.start())).toEqual({ status: 'signed-out', reason: null });
  });

  it('signs in, tells who, and hands out a token', async () => {
    const { session } = await signedIn(new FakeBrowser());
    expect(session.getState()).toMatchObject({
      status: 'signed-in',
      session: { sessionId: 'session-1', userId: 'anna', email: 'anna@example.com', name: 'anna', locale: 'en' },
    });
    expect((await session.getAccessToken()).split('.')).toHaveLength(3);
  });

  it('passes on why sign-in was refused', async () => {
    const { session } = new FakeBrowser().openTab();
    await during(session.start());
    await expect(during(session.signIn('anna@example.com', 'wrong'))).rejects.toMatchObject({
      status: 401,
      code: 'invalid_credentials',
      requestId: 'r-1',
    });
    expect(session.getState()).toEqual({ status: 'signed-out', reason: null });
  });

  it('takes the session up again after a reload', async () => {
    const browser = new FakeBrowser();
    (await signedIn(browser)).session.dispose();
    const { session } = browser.openTab();
    expect(await during(session.start())).toMatchObject({ status: 'signed-in', session: { userId: 'anna' } });
  });

  it.each([
    ['right', 0],
    ['an hour ahead', HOUR],
    ['an hour behind', -HOUR],
    ['a year ahead', 8_760 * HOUR],
  ])('renews once per life with a clock that is %s', async (_, clockErrorMs) => {
    const browser = new FakeBrowser();
    browser.clockErrorMs = clockErrorMs;
    const { session } = await signedIn(browser);
    const before = browser.server.count(REFRESH);
    await pass(DUE_MS - 10_000);
    expect(browser.server.count(REFRESH)).toBe(before);
    await pass(20_000);
    expect(browser.server.count(REFRESH)).toBe(before + 1);
    await pass(DUE_MS * 9 + 10_000);
    expect(browser.server.count(REFRESH)).toBe(before + 10);
    expect(session.getState().status).toBe('signed-in');
  });

  it('survives a clock that is set an hour back or ahead in the middle, with at most one extra renewal', async () => {
    for (const change of [HOUR, -HOUR]) {
      const browser = new FakeBrowser();
      const tab = await signedIn(browser);
      await pass(100_000);
      const before = browser.server.count(REFRESH);
      browser.clockErrorMs = change;
      tab.wake('focus');
      await pass(DUE_MS - 90_000);
      expect(browser.server.count(REFRESH) - before).toBeLessThanOrEqual(2);
      expect(browser.server.count(REFRESH) - before).toBeGreaterThanOrEqual(1);
      const answer = await during(tab.session.fetch('/api/auth/me'));
      expect(answer.status).toBe(200);
      tab.session.dispose();
    }
  });

  it('renews on waking up from a sleep that its timers did not notice', async () => {
    const browser = new FakeBrowser();
    const tab = await signedIn(browser);
    const before = browser.server.count(REFRESH);
    browser.sleptMs = 3 * HOUR;
    for (const event of ['visibilitychange', 'focus', 'online', 'pageshow'] as const) tab.wake(event);
    await pass(200);
    expect(browser.server.count(REFRESH)).toBe(before + 1);
  });

  it('never hands out an expired token, also when its timer came too late', async () => {
    const browser = new FakeBrowser();
    const { session } = await signedIn(browser);
    const old = await session.getAccessToken();
    browser.sleptMs = LIFE_MS + 1;
    const next = await during(session.getAccessToken());
    expect(next).not.toBe(old);
    await expect(during(session.fetch('/api/auth/me'))).resolves.toMatchObject({ status: 200 });
  });

  it('renews once for any number of callers', async () => {
    const browser = new FakeBrowser();
    const { session } = await signedIn(browser);
    browser.sleptMs = LIFE_MS + 1;
    const before = browser.server.count(REFRESH);
    const answers = await during(Promise.all(Array.from({ length: 20 }, () => session.fetch('/api/auth/me'))));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(browser.server.count(REFRESH)).toBe(before + 1);
  });

  it('renews and tries once more after token_expired', async () => {
    const browser = new FakeBrowser();
    const { session } = await signedIn(browser);
    const old = await session.getAccessToken();
    browser.server.refuseTokens = 1;
    const before = browser.server.count(REFRESH);
    await expect(during(session.fetch('/api/auth/me'))).resolves.toMatchObject({ status: 200 });
    expect(browser.server.count(REFRESH)).toBe(before + 1);
    expect(await session.getAccessToken()).not.toBe(old);
  });

  it('does not loop when the server refuses every token it gives', async () => {
    const browser = new FakeBrowser();
    const { session } = await signedIn(browser);
    browser.server.refuseTokens = 1_000;
    const before = browser.server.count(REFRESH);
    const answer = await during(session.fetch('/api/auth/me'), 5_000);
    expect(answer.status).toBe(401);
    expect(browser.server.count('/api/auth/me')).toBe(2);
    expect(browser.server.count(REFRESH)).toBe(before + 1);
    expect(session.getState().status).toBe('signed-in');
  });

  it('sends the bearer nowhere but to the server', async () => {
    const { session } = await signedIn(new FakeBrowser());
    for (const path of ['//evil.example/x', '/\\evil.example', 'https://evil.example/', 'api/auth/me']) {
      await expect(session.fetch(path)).rejects.toBeInstanceOf(TypeError);
    }
  });

  it.each([
    ['500, three times', [500, 500, 500] as const],
    ['502 of a proxy', [{ status: 502, body: '<html>Bad gateway</html>' }] as const],
    ['401 of a proxy', [{ status: 401, body: '<html>Log in to the proxy</html>' }] as const],
    ['404 during a deploy', [404] as const],
    ['no network', ['network', 'network'] as const],
    ['429', [{ status: 429 }] as const],
    ['200 with a page in it', [{ status: 200, body: '<html>' }] as const],
  ])('nobody notices a refresh that fails with %s', async (_, faults) => {
    const browser = new FakeBrowser();
    const { session } = await signedIn(browser);
    const seen: string[] = [];
    session.subscribe(() => seen.push(session.getState().status));
    browser.server.refreshFaults.push(...faults);
    await pass(DUE_MS + 60_000);
    expect(browser.server.refreshFaults).toEqual([]);
    expect(seen).toEqual([]);
    await expect(during(session.fetch('/api/auth/me'))).resolves.toMatchObject({ status: 200 });
  });

  it('waits as long as the server ordered, whoever asks', async () => {
    const browser = new FakeBrowser();
    const { session } = await signedIn(browser);
    browser.server.refreshFaults.push({ status: 429, retryAfter: 90 });
    browser.sleptMs = LIFE_MS;
    await expect(during(session.getAccessToken())).rejects.toMatchObject({ status: 429, retryAfter: 90 });
    const before = browser.server.count(REFRESH);
    await expect(during(session.getAccessToken(), 30_000)).rejects.toMatchObject({ status: 429 });
    expect(browser.server.count(REFRESH)).toBe(before);
    await pass(70_000);
    expect(browser.server.count(REFRESH)).toBe(before + 1);
    expect(await session.getAccessToken()).toBeTruthy();
  });

  it('ends at any request that the server refuses with a verdict', async () => {
    const browser = new FakeBrowser();
    const { session } = await signedIn(browser);
    browser.server.endSession('account_disabled');
    await during(session.fetch('/api/auth/me'));
    expect(session.getState()).toEqual({ status: 'signed-out', reason: 'account_disabled' });
  });

  it('says that the cookies are gone when they were cleared by hand', async () => {
    const browser = new FakeBrowser();
    const { session } = await signedIn(browser);
    browser.cookie = null;
    await pass(DUE_MS + 2_000);
    expect(session.getState()).toEqual({ status: 'signed-out', reason: 'session_missing' });
    expect(browser.server.count(LOGOUT)).toBe(0);
  });

  it('does not mind a storage that was cleared by hand, and survives a reload after it', async () => {
    const browser = new FakeBrowser();
    const tab = await signedIn(browser);
    browser.clearStorageByHand();
    await pass(DUE_MS + 2_000);
    expect(tab.session.getState().status).toBe('signed-in');
    tab.session.dispose();
    browser.stored.clear();
    expect(await during(browser.openTab().session.start())).toMatchObject({ status: 'signed-in' });
  });

  it('keeps no token and no address in the storage', async () => {
    const browser = new FakeBrowser();
    const { session } = await signedIn(browser);
    const token = await session.getAccessToken();
    const kept = JSON.stringify([...browser.stored]);
    expect(kept).toContain('anna');
    for (const secret of [token, token.split('.')[1], 'cookie-1', 'session-1', 'example.com'])
      expect(kept).not.toContain(secret);
  });

  it('tells its steps without a token', async () => {
    const browser = new FakeBrowser();
    const { session, steps } = await signedIn(browser);
    const token = await session.getAccessToken();
    await pass(DUE_MS + 1_000);
    await during(session.logout());
    const names = steps.map(({ step }) => step);
    expect(names).toEqual(
      expect.arrayContaining(['signed-in', 'decode', 'schedule', 'refresh', 'refresh-granted', 'signed-out']),
    );
    expect(JSON.stringify(steps)).not.toContain(token.split('.')[1]);
    expect(JSON.stringify(steps)).not.toContain('example.com');
  });

  it('goes on where there is neither storage, nor channels, nor locks', async () => {
    const browser = new FakeBrowser(undefined, { channels: false, locks: false, storage: false });
    const { session } = await signedIn(browser);
    await pass(DUE_MS * 3 + 10_000);
    expect(session.getState().status).toBe('signed-in');
    await during(session.logout());
    expect(session.getState()).toEqual({ status: 'signed-out', reason: 'signed_out' });
  });
});
