/**
 * A thousand recovery requests a second for half a minute, from fifty client addresses: for one person, then for ten
 * thousand. `pnpm test:soak recovery-flood`; prints how long the sign-ins of others took meanwhile.
 */
import { FloodBed, printFlood } from '../support/recovery-flood.js';
import { standingAccounts } from '../support/standing-accounts.js';

const PER_SECOND = 1_000;
const SECONDS = 30;

describe('a flood of recovery requests, at length', () => {
  let bed: FloodBed;

  beforeEach(async () => {
    bed = await FloodBed.open();
  }, 120_000);
  afterEach(() => bed?.close());

  it.each([
    ['one address', 1],
    ['ten thousand addresses', 10_000],
  ])('keeps the caps and lets others sign in: %s', async (name, count) => {
    const targets = await standingAccounts(bed.house, 'known', count, 'victim');
    const flooded = await bed.flood({ perSecond: PER_SECOND, seconds: SECONDS, targets });
    printFlood(name, flooded);
    const answered = Object.values(flooded.statuses).reduce((sum, each) => sum + each, 0);
    expect(answered).toBe(PER_SECOND * SECONDS);
    expect(flooded.statuses['0'] ?? 0).toBe(0);
    expect(flooded.statuses['202']).toBeLessThanOrEqual(50 * 30);
    expect(flooded.signIns.refused).toEqual([]);
    await bed.answered();
    const mails = [...(await bed.mails()).values()];
    expect(Math.max(...mails)).toBeLessThanOrEqual(3);
  });
});
