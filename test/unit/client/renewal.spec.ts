/** When a session is renewed: the table of lives, clocks, sleeps and awakenings. */
import type { WakeEvent } from '@purser/client/session/surroundings';
import { FakeBrowser, type Tab } from './fake-browser.js';
import { during, HOUR, pass, signedIn } from './session-steps.js';

const REFRESH = '/api/auth/refresh';
const DAY = 24 * HOUR;

const delays = ({ steps }: Tab) => steps.filter(({ step }) => step === 'schedule').map(({ data }) => data?.delayMs);

describe('the one timer of a session', () => {
  beforeEach(() => jest.useFakeTimers({ now: new Date('2026-11-01T12:00:00Z') }));
  afterEach(() => jest.useRealTimers());

  it.each([
    // life in seconds, milliseconds until its renewal
    [600, 480_000],
    [300, 180_000],
    [299, 179_400],
    [60, 36_000],
    [10, 6_000],
    [1, 600],
  ])('of a life of %d s is due after %d ms', async (lifeSeconds, dueMs) => {
    for (const clockErrorMs of [0, HOUR, -HOUR]) {
      const browser = new FakeBrowser();
      browser.server.lifeSeconds = lifeSeconds;
      browser.server.latencyMs = 0;
      browser.clockErrorMs = clockErrorMs;
      const tab = browser.openTab();
      await during(tab.session.start(), 100);
      await during(tab.session.signIn('anna@example.com', 'right'), 0);
      expect(delays(tab).at(-1)).toBe(dueMs);
      const before = browser.server.count(REFRESH);
      await pass(dueMs - 100);
      expect(browser.server.count(REFRESH)).toBe(before);
      await pass(200);
      expect(browser.server.count(REFRESH)).toBe(before + 1);
      tab.session.dispose();
    }
  });

  it('holds no longer than a timer can, and does not fire at once for it', async () => {
    const browser = new FakeBrowser();
    browser.server.lifeSeconds = (60 * DAY) / 1000;
    const tab = await signedIn(browser);
    expect(delays(tab).at(-1)).toBe(2_147_483_647);
    const before = browser.server.count(REFRESH);
    await pass(2_147_483_647 + 1_000);
    expect(browser.server.count(REFRESH)).toBeLessThanOrEqual(before + 1);
    expect(delays(tab).length).toBeLessThan(10);
    tab.session.dispose();
  });

  it.each<WakeEvent>(['visibilitychange', 'online', 'focus', 'pageshow'])('is set anew on %s', async (event) => {
    const browser = new FakeBrowser();
    const tab = await signedIn(browser);
    await pass(100_000);
    const known = delays(tab).length;
    tab.wake(event);
    expect(delays(tab)).toHaveLength(known + 1);
    // The one before is gone: a renewal comes once.
    const before = browser.server.count(REFRESH);
    await pass(400_000);
    expect(browser.server.count(REFRESH)).toBe(before + 1);
    browser.sleptMs = HOUR;
    tab.wake(event);
    await pass(200);
    expect(browser.server.count(REFRESH)).toBe(before + 2);
  });

  it('is set anew by a renewal, and by one of another tab', async () => {
    const browser = new FakeBrowser();
    const first = await signedIn(browser);
    const second = browser.openTab();
    await during(second.session.start(), 1_000);
    const known = [first, second].map((tab) => delays(tab).length);
    await pass(480_000);
    expect([first, second].map((tab) => delays(tab).length > (known.shift() ?? 0))).toEqual([true, true]);
    const before = browser.server.count(REFRESH);
    await pass(470_000);
    expect(browser.server.count(REFRESH)).toBe(before);
  });

  it('rests after a sign-out, whatever wakes the page', async () => {
    const browser = new FakeBrowser();
    const tab = await signedIn(browser);
    await during(tab.session.logout());
    const before = browser.server.count(REFRESH);
    for (const event of ['visibilitychange', 'online', 'focus', 'pageshow'] as const) tab.wake(event);
    await pass(DAY);
    expect(browser.server.count(REFRESH)).toBe(before);
  });

  it.each([
    ['in its last seconds', 596_000],
    ['just expired', 600_001],
    ['expired in the night', 9 * HOUR],
  ])('came too late for a token that is %s: it is not handed out, with or without a server', async (_, sleptMs) => {
    const browser = new FakeBrowser();
    const { session } = await signedIn(browser);
    const old = await session.getAccessToken();
    browser.isOffline = true;
    browser.sleptMs = sleptMs;
    await expect(during(session.getAccessToken())).rejects.toMatchObject({ status: 0 });
    expect(session.getState().status).toBe('signed-in');
    browser.isOffline = false;
    await pass(1_500);
    const renewed = await during(session.getAccessToken());
    expect(renewed).not.toBe(old);
  });

  it('tries again after pauses that differ from device to device', async () => {
    const pauses = async (random: number) => {
      const browser = new FakeBrowser(undefined, { random });
      const tab = await signedIn(browser);
      browser.server.refreshFaults.push(503, 503, 503);
      await pass(500_000);
      const later = tab.steps.filter(({ step }) => step === 'refresh-later').map(({ data }) => data?.pauseMs);
      tab.session.dispose();
      return later;
    };
    expect(await pauses(0)).toEqual([500, 1_000, 2_000]);
    expect(await pauses(1)).toEqual([1_000, 2_000, 4_000]);
  });

  it('keeps to a Retry-After in seconds and as a date', async () => {
    for (const retryAfter of ['40', new Date(Date.now() + 520_000).toUTCString()]) {
      jest.setSystemTime(new Date('2026-11-01T12:00:00Z'));
      const browser = new FakeBrowser(undefined, { random: 0 });
      await signedIn(browser);
      browser.server.refreshFaults.push({ status: 503, retryAfter });
      await pass(481_000);
      const before = browser.server.count(REFRESH);
      await pass(36_000);
      expect(browser.server.count(REFRESH)).toBe(before);
      await pass(10_000);
      expect(browser.server.count(REFRESH)).toBe(before + 1);
    }
  });
});
