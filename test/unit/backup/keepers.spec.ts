import { type Kept, keepers } from '../../../plugins/backup/backend/retention/keepers.js';

const DAY_MS = 86_400_000;
const rule = { keepHours: 24, keepDays: 14, keepWeeks: 8, keepMonths: 12, zone: 'Europe/Berlin' };

function nights(count: number, from = '2027-01-01T01:15:00Z'): Kept[] {
  return Array.from({ length: count }, (_, night) => ({
    id: `n${night}`,
    at: new Date(Date.parse(from) + night * DAY_MS),
    verified: true,
    held: false,
  }));
}

const prune = (backups: readonly Kept[]) => {
  const kept = keepers(backups, rule);
  return backups.filter(({ id }) => kept.has(id));
};

describe('what a policy keeps', () => {
  it('is, over 400 days pruned each night, what pruning once at the end keeps, and twice is as once', () => {
    const all = nights(400);
    let daily: Kept[] = [];
    for (const backup of all) {
      daily = prune([...daily, backup]);
      expect(prune(daily)).toEqual(daily);
    }
    expect(daily.map(({ id }) => id)).toEqual(prune(all).map(({ id }) => id));
    // 24 hours that have one are 24 nights; 8 weeks and 12 months reach further back.
    expect(daily.length).toBeGreaterThan(24 + 4 + 9);
    expect(daily.length).toBeLessThan(24 + 8 + 12);
    const ages = daily.map(({ at }) => Math.round(((all.at(-1)?.at.getTime() ?? 0) - at.getTime()) / DAY_MS));
    expect(Math.max(...ages)).toBeGreaterThan(300);
  });

  it('loses nothing to a month without backups', () => {
    const before = prune(nights(60));
    const after = prune([...before, ...nights(1, '2027-05-01T01:15:00Z').map((kept) => ({ ...kept, id: 'late' }))]);
    // At most what the new one takes the place of: an hour, and a week.
    expect(before.length - (after.length - 1)).toBeLessThanOrEqual(2);
  });

  it('always holds the newest that was verified, and what is held', () => {
    const old = nights(1, '2020-01-01T00:00:00Z').map((kept) => ({ ...kept, id: 'verified' }));
    const held = nights(1, '2019-01-01T00:00:00Z').map((kept) => ({
      ...kept,
      id: 'held',
      held: true,
      verified: false,
    }));
    const unverified = nights(400).map((kept) => ({ ...kept, verified: false }));
    const ids = prune([...held, ...old, ...unverified]).map(({ id }) => id);
    expect(ids).toContain('verified');
    expect(ids).toContain('held');
    expect(ids).toContain('n399');
  });

  it('is empty where there is nothing', () => {
    expect(keepers([], rule).size).toBe(0);
  });
});
