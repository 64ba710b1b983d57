import { DeviceClock } from '@purser/client/session/device-clock';
import { FakeBrowser } from './fake-browser.js';
import { HOUR, pass, signedIn } from './session-steps.js';

const MINUTE = 60_000;
const AT = Date.parse('2026-11-01T12:00:00Z');

describe('the clock of the device', () => {
  it.each<[string, number, number, number | null]>([
    ['right', 0, 0, null],
    ['four minutes ahead', 4 * MINUTE, 0, null],
    ['five minutes behind', -5 * MINUTE, 0, null],
    ['an hour ahead', HOUR, 0, HOUR],
    ['an hour behind', -HOUR, 0, -HOUR],
    ['right, told by a token that came an hour ago', HOUR, HOUR, null],
    ['an hour behind, told by a token that came an hour ago', 0, HOUR, -HOUR],
  ])('is %s', (_, wallError, ageMs, error) => {
    const clock = new DeviceClock(() => AT + wallError);
    expect(clock.compare(AT, ageMs)).toBe(error !== null);
    expect(clock.errorMs).toBe(error);
  });

  it('is not judged without the server’s word', () => {
    const clock = new DeviceClock(() => 0);
    expect(clock.compare(undefined, 0)).toBe(false);
    expect(clock.errorMs).toBeNull();
  });

  it('is told again only when that changed', () => {
    let wall = AT + HOUR;
    const clock = new DeviceClock(() => wall);
    expect(clock.compare(AT, 0)).toBe(true);
    wall += 30_000;
    expect(clock.compare(AT, 0)).toBe(false);
    wall = AT + 2 * HOUR;
    expect(clock.compare(AT, 0)).toBe(true);
    wall = AT;
    expect(clock.compare(AT, 0)).toBe(true);
    expect(clock.errorMs).toBeNull();
    expect(clock.compare(AT, 0)).toBe(false);
  });
});

describe('a session on a device whose clock is wrong', () => {
  beforeEach(() => jest.useFakeTimers({ now: AT }));
  afterEach(() => jest.useRealTimers());

  it.each([HOUR, -HOUR, 8_760 * HOUR])('says so in every tab and signs nobody out: %d ms', async (error) => {
    const browser = new FakeBrowser();
    browser.clockErrorMs = error;
    const first = await signedIn(browser);
    const second = browser.openTab();
    void second.session.start();
    await pass(1_000);
    for (const { session } of [first, second]) {
      expect(session.getState().status).toBe('signed-in');
      expect(Math.abs((session.getClockError() ?? 0) - error)).toBeLessThan(2_000);
    }
  });

  it('hears when it was set right, at the next renewal', async () => {
    const browser = new FakeBrowser();
    browser.clockErrorMs = HOUR;
    const { session } = await signedIn(browser);
    const seen: unknown[] = [];
    session.subscribe(() => seen.push(session.getClockError()));
    browser.clockErrorMs = 0;
    await pass(600_000);
    expect(seen).toEqual([null]);
    expect(session.getState().status).toBe('signed-in');
  });
});
