/**
 * Grandfather, father, son: the newest backup of each of the last so many hours, days, weeks and months that have one.
 * Counting what there is, not what the calendar says, so a month without backups takes none away. Said again, the
 * answer is the same; and pruning each day keeps what pruning once at the end would keep.
 */
import { dateIn } from '../policy/slots.js';

export interface Kept {
  readonly id: string;
  readonly at: Date;
  readonly verified: boolean;
  readonly held: boolean;
}

export interface KeepRule {
  readonly keepHours: number;
  readonly keepDays: number;
  readonly keepWeeks: number;
  readonly keepMonths: number;
  readonly zone: string;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Ids of those that stay. The newest that was verified always does, and so does the newest of all, and what is held. */
export function keepers(backups: readonly Kept[], rule: KeepRule): Set<string> {
  const newestFirst = [...backups].sort((a, b) => b.at.getTime() - a.at.getTime());
  const kept = new Set(newestFirst.filter(({ held }) => held).map(({ id }) => id));
  const [newest] = newestFirst;
  if (newest) kept.add(newest.id);
  const verified = newestFirst.find((backup) => backup.verified);
  if (verified) kept.add(verified.id);
  const buckets: readonly (readonly [count: number, bucketOf: (at: Date) => string])[] = [
    [rule.keepHours, (at) => String(Math.floor(at.getTime() / HOUR_MS))],
    [rule.keepDays, (at) => dateIn(rule.zone, at)],
    [rule.keepWeeks, (at) => mondayOf(dateIn(rule.zone, at))],
    [rule.keepMonths, (at) => dateIn(rule.zone, at).slice(0, 7)],
  ];
  for (const [count, bucketOf] of buckets) {
    const seen = new Set<string>();
    for (const { id, at } of newestFirst) {
      const bucket = bucketOf(at);
      if (seen.has(bucket)) continue;
      if (seen.size === count) break;
      seen.add(bucket);
      kept.add(id);
    }
  }
  return kept;
}

function mondayOf(date: string): string {
  const day = new Date(`${date}T00:00:00Z`);
  return new Date(day.getTime() - ((day.getUTCDay() + 6) % 7) * DAY_MS).toISOString().slice(0, 10);
}
