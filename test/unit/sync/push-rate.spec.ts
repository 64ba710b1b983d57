import { PushRate } from '../../../plugins/sync/backend/socket/push-rate.js';

describe('the rate at which a store is pushed to', () => {
  it('lets ten seconds’ worth through at once, and says how long the rest is too early', () => {
    const rate = new PushRate(100);
    expect(rate.take(999, 50_000)).toBe(0);
    expect(rate.take(1, 50_000)).toBe(0);
    expect(rate.take(50, 50_000)).toBe(500);
    // Half a second later there is room for nothing more, and a second later for fifty.
    expect(rate.take(1, 50_500)).toBe(10);
    expect(rate.take(49, 51_500)).toBe(0);
  });

  it('never gets in the way of who stays below it', () => {
    const rate = new PushRate(100);
    for (let second = 0; second < 1_000; second += 1) expect(rate.take(100, second * 1_000)).toBe(0);
  });

  it('is over with an hour of silence, and saves nothing up meanwhile', () => {
    const rate = new PushRate(100);
    rate.take(1_000, 0);
    expect(rate.take(1_001, 3_600_000)).toBe(10);
  });

  it('keeps nobody waiting for longer than five seconds at a time', () => {
    expect(new PushRate(10).take(5_000, 0)).toBe(5_000);
  });
});
