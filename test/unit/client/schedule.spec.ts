import { elapsed, isUsable, LONGEST_TIMER_MS, lifeOf, marginOf, untilRenewal } from '@purser/client/session/schedule';

const jwt = (claims: unknown) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.signature`;
const minutes = (n: number) => n * 60_000;

describe('the schedule of renewals', () => {
  it.each([
    // life, margin: two minutes, or 40 % of a life that is shorter than five
    [minutes(10), 120_000],
    [minutes(5), 120_000],
    [minutes(4), 96_000],
    [minutes(1), 24_000],
    [10_000, 4_000],
    [2_000, 800],
  ])('a life of %d ms has a margin of %d ms', (lifeMs, margin) => {
    expect(marginOf(lifeMs)).toBe(margin);
    expect(untilRenewal(lifeMs, 0)).toBe(lifeMs - margin);
    expect(untilRenewal(lifeMs, lifeMs - margin)).toBe(0);
    expect(untilRenewal(lifeMs, lifeMs * 10)).toBe(0);
  });

  it('clamps what a timer cannot hold', () => {
    const sixtyDays = 60 * 24 * minutes(60);
    expect(untilRenewal(sixtyDays, 0)).toBe(LONGEST_TIMER_MS);
    expect(LONGEST_TIMER_MS).toBe(2_147_483_647);
  });

  it('takes the life from the token, whatever the clock here says', () => {
    expect(lifeOf(jwt({ iat: 4_000_000_000, exp: 4_000_000_600 }), 5)).toBe(600_000);
  });

  it.each([
    ['the answer when the token says nothing', 'garbage', 300, 300_000],
    ['a minute when nobody says anything', 'garbage', undefined, 60_000],
    ['a minute for nonsense', 'garbage', 'soon', 60_000],
    ['a minute for a negative life', 'garbage', -5, 60_000],
    ['at least a second', jwt({ iat: 1, exp: 1.2 }), undefined, 1_000],
  ])('falls back to %s', (_, token, expiresIn, life) => {
    expect(lifeOf(token, expiresIn)).toBe(life);
  });

  it('counts time by the clock that moved further', () => {
    const since = { wall: 1_000_000, mono: 500 };
    expect(elapsed(since, { wall: 1_060_000, mono: 60_500 })).toBe(60_000);
    // Asleep: the monotonic clock stood still.
    expect(elapsed(since, { wall: 1_000_000 + minutes(60), mono: 600 })).toBe(minutes(60));
    // Set back by an hour: the wall clock lies.
    expect(elapsed(since, { wall: 1_000_000 - minutes(60), mono: 30_500 })).toBe(30_000);
    expect(elapsed(since, { wall: 999_999, mono: 400 })).toBe(0);
  });

  it('hands out no token in its last seconds', () => {
    expect(isUsable(minutes(10), minutes(10) - 5_001)).toBe(true);
    expect(isUsable(minutes(10), minutes(10) - 5_000)).toBe(false);
    expect(isUsable(2_000, 1_700)).toBe(true);
    expect(isUsable(2_000, 1_801)).toBe(false);
  });
});
