/** Who is flooded is mailed three times at most, and others sign in. `test/soak/recovery-flood.soak.ts` does it at length. */
import { FloodBed, printFlood, SOURCES } from '../support/recovery-flood.js';
import { standingAccounts } from '../support/standing-accounts.js';

/** Requests that the default limit lets one client address make in five minutes. */
const LET_IN = 30;

describe('a flood of recovery requests', () => {
  let bed: FloodBed;

  beforeAll(async () => {
    bed = await FloodBed.open();
  }, 120_000);
  afterAll(() => bed?.close());

  it('is let in as far as the limits say, mails its victim three times at most, and turns nobody else away', async () => {
    const [victim = ''] = await standingAccounts(bed.house, 'known', 1, 'victim');
    const flooded = await bed.flood({ perSecond: 600, seconds: 4, targets: [victim] });
    printFlood('one address', flooded);
    // 503: more at a time than this machine can look at.
    const { 202: letIn = 0, 429: limited = 0, 503: busy = 0, ...others } = flooded.statuses;
    expect(flooded.signIns.refused).toEqual([]);
    expect(letIn).toBeLessThanOrEqual(SOURCES * LET_IN);
    expect(letIn + limited + busy).toBe(600 * 4);
    expect(others).toEqual({});
    expect(flooded.signIns.milliseconds.length).toBeGreaterThan(0);
    await bed.answered();
    const mailed = (await bed.mails()).get(victim) ?? 0;
    expect(mailed).toBeGreaterThan(0);
    expect(mailed).toBeLessThanOrEqual(3);
  }, 240_000);
});
