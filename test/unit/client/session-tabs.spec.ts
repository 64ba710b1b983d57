import { type BrowserOptions, FakeBrowser, type Tab } from './fake-browser.js';

const DUE_MS = 480_000;
const REFRESH = '/api/auth/refresh';
const LOGOUT = '/api/auth/logout';

const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

async function during<T>(work: Promise<T>, ms = 200): Promise<T> {
  work.catch(() => {});
  await pass(ms);
  return work;
}

async function openTabs(browser: FakeBrowser, count: number): Promise<Tab[]> {
  const first = browser.openTab();
  await during(first.session.start(), 1_000);
  await during(first.session.signIn('anna@example.com', 'right'));
  const others = Array.from({ length: count - 1 }, () => browser.openTab());
  await during(Promise.all(others.map(({ session }) => session.start())), 2_000);
  return [first, ...others];
}

const states = (tabs: readonly Tab[]) => tabs.map(({ session }) => session.getState().status);
const reasons = (tabs: readonly Tab[]) => tabs.map(({ session }) => (session.getState() as { reason?: string }).reason);

describe('a session in several tabs', () => {
  beforeEach(() => jest.useFakeTimers({ now: new Date('2026-11-01T12:00:00Z') }));
  afterEach(() => jest.useRealTimers());

  it('is shared with a new tab without a request', async () => {
    const browser = new FakeBrowser();
    const tabs = await openTabs(browser, 5);
    expect(states(tabs)).toEqual(Array(5).fill('signed-in'));
    expect(browser.server.count(REFRESH)).toBe(1);
  });

  it.each<[string, BrowserOptions]>([
    ['locks and channels', {}],
    ['channels alone', { locks: false }],
  ])('takes one refresh per expiry for ten expiries with %s', async (name, options) => {
    const browser = new FakeBrowser(undefined, options);
    const tabs = await openTabs(browser, 2);
    const before = browser.server.count(REFRESH);
    await pass(DUE_MS * 10 + 20_000);
    expect(states(tabs)).toEqual(['signed-in', 'signed-in']);
    const taken = browser.server.count(REFRESH) - before;
    if (name === 'locks and channels') expect(taken).toBe(10);
    else expect(taken).toBeLessThanOrEqual(20);
  });

  it('takes one refresh when twenty tabs want it in the same instant', async () => {
    const browser = new FakeBrowser();
    const tabs = await openTabs(browser, 20);
    const before = browser.server.count(REFRESH);
    browser.sleptMs = 3_600_000;
    browser.server.latencyMs = 120;
    const tokens = await during(Promise.all(tabs.map(({ session }) => session.getAccessToken())), 10_000);
    expect(browser.server.count(REFRESH) - before).toBe(1);
    expect(new Set(tokens).size).toBe(1);
  });

  it('does not wait longer than five seconds for a tab that hangs in its refresh', async () => {
    const browser = new FakeBrowser();
    const [a, b] = (await openTabs(browser, 2)) as [Tab, Tab];
    browser.sleptMs = 3_600_000;
    browser.server.latencyMs = 60_000;
    a.session.getAccessToken().catch(() => {});
    await pass(100);
    browser.server.latencyMs = 5;
    const token = b.session.getAccessToken();
    await pass(4_000);
    await expect(during(token, 2_000)).resolves.toBeTruthy();
  });

  it('lets the tab in sight renew for the hidden ones', async () => {
    const browser = new FakeBrowser();
    const [hidden, seen] = (await openTabs(browser, 2)) as [Tab, Tab];
    hidden.hide(true);
    hidden.wake('focus');
    await pass(DUE_MS + 5_000);
    expect(seen.steps.map(({ step }) => step)).toContain('refresh-granted');
    expect(hidden.steps.filter(({ step }) => step === 'refresh-granted')).toHaveLength(0);
  });

  it('begins everywhere when one tab signs in', async () => {
    const browser = new FakeBrowser();
    const tabs = [browser.openTab(), browser.openTab()];
    await during(Promise.all(tabs.map(({ session }) => session.start())));
    await during((tabs[0] as Tab).session.signIn('anna@example.com', 'right'));
    expect(states(tabs)).toEqual(['signed-in', 'signed-in']);
  });

  it.each<[string, BrowserOptions]>([
    ['by a message', {}],
    ['by the storage alone', { channels: false }],
  ])('ends everywhere when one tab signs out, %s, with one request', async (_, options) => {
    const browser = new FakeBrowser(undefined, options);
    const tabs = await openTabs(browser, 4);
    await during((tabs[1] as Tab).session.logout());
    expect(states(tabs)).toEqual(Array(4).fill('signed-out'));
    expect(reasons(tabs)).toEqual(Array(4).fill('signed_out'));
    expect(browser.server.count(LOGOUT)).toBe(1);
  });

  it('ends everywhere with the reason within two seconds, with one stream and one request', async () => {
    const browser = new FakeBrowser(undefined, { listenForEnd: true });
    const tabs = await openTabs(browser, 6);
    await pass(1_000);
    expect(browser.server.openStreams()).toBe(1);
    browser.server.endSession('ended_by_operator');
    await pass(2_000);
    expect(reasons(tabs)).toEqual(Array(6).fill('ended_by_operator'));
    expect(browser.server.count(LOGOUT)).toBe(1);
  });

  it('passes the stream on when the tab that held it closes', async () => {
    const browser = new FakeBrowser(undefined, { listenForEnd: true });
    const [first, ...others] = await openTabs(browser, 3);
    await pass(500);
    first?.session.dispose();
    await pass(500);
    browser.server.endSession('ended_by_operator');
    await pass(2_000);
    expect(reasons(others)).toEqual(['ended_by_operator', 'ended_by_operator']);
  });

  it('asks once to sign out when every tab learns of the end by itself at the same time', async () => {
    const browser = new FakeBrowser();
    const tabs = await openTabs(browser, 5);
    browser.server.endSession('account_disabled');
    await during(Promise.allSettled(tabs.map(({ session }) => session.fetch('/api/auth/me'))), 3_000);
    expect(reasons(tabs)).toEqual(Array(5).fill('account_disabled'));
    expect(browser.server.count(LOGOUT)).toBe(1);
  });

  it('ends both when one signs out during the refresh of the other', async () => {
    const browser = new FakeBrowser();
    const tabs = await openTabs(browser, 2);
    const [a, b] = tabs as [Tab, Tab];
    browser.sleptMs = 3_600_000;
    browser.server.latencyMs = 400;
    b.session.getAccessToken().catch(() => {});
    await pass(200);
    void a.session.logout();
    await pass(5_000);
    expect(states(tabs)).toEqual(['signed-out', 'signed-out']);
    await pass(3_600_000);
    expect(states(tabs)).toEqual(['signed-out', 'signed-out']);
    expect([...browser.server.sessions.values()].map(({ ended }) => ended)).toEqual(['signed_out']);
  });

  it('does not let a late message revive a session that has ended', async () => {
    const browser = new FakeBrowser();
    const tabs = await openTabs(browser, 2);
    const [a] = tabs as [Tab, Tab];
    const accessToken = await a.session.getAccessToken();
    const session = { sessionId: 'session-1', userId: 'anna' };
    await during(a.session.logout());
    browser.sayToAllTabs({ kind: 'grant', ageMs: 0, grant: { accessToken, lifeMs: 600_000, session } });
    expect(states(tabs)).toEqual(['signed-out', 'signed-out']);
  });

  it.each([
    'nonsense',
    null,
    7,
    {},
    { kind: 'grant' },
    { kind: 'grant', ageMs: 0, grant: { accessToken: 'x' } },
    { kind: 'ended', sessionId: 'session-1', reason: 'made_up' },
  ])('does not mind what others say on its channel: %j', async (message) => {
    const browser = new FakeBrowser();
    const tabs = await openTabs(browser, 2);
    browser.sayToAllTabs(message);
    expect(states(tabs)).toEqual(['signed-in', 'signed-in']);
  });

  it.each<[string, BrowserOptions, number]>([
    ['what the storage tells', {}, 800],
    ['a sign-out that has just been sent', { storage: false }, 150],
  ])('sends no second sign-out although messages are slow, by %s', async (_, options, laterMs) => {
    const browser = new FakeBrowser(undefined, options);
    const tabs = await openTabs(browser, 2);
    const [a, b] = tabs as [Tab, Tab];
    await b.session.getAccessToken();
    browser.hopMs = 5_000;
    browser.server.endSession('account_disabled');
    await during(a.session.fetch('/api/auth/me'), laterMs);
    await during(b.session.fetch('/api/auth/me'), 6_000);
    expect(reasons(tabs)).toEqual(['account_disabled', 'account_disabled']);
    expect(browser.server.count(LOGOUT)).toBe(1);
  });

  it('moves every tab to the next person, and an end of the first one does not touch the second', async () => {
    const browser = new FakeBrowser();
    const tabs = await openTabs(browser, 3);
    await during((tabs[0] as Tab).session.logout());
    await during((tabs[1] as Tab).session.signIn('bert@example.com', 'right'));
    expect(tabs.map(({ session }) => session.getState())).toEqual(
      Array(3).fill(expect.objectContaining({ session: expect.objectContaining({ userId: 'bert' }) })),
    );
    browser.server.endSession('ended_by_operator', ({ userId }) => userId === 'anna');
    await pass(2_000);
    expect(states(tabs)).toEqual(Array(3).fill('signed-in'));
  });
});
