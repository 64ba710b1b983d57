/**
 * Moments at which a policy is due. Only ever read forwards: so each wall-clock time happens once a day, also in the night
 * that has it twice, and in the one that lacks it, where it happens when the hour has passed.
 */
import { CronExpressionParser } from 'cron-parser';

/** Minutes between two; more often is no schedule but a loop. */
const MIN_GAP = { full: 15, events: 5 };
/** Who was away for longer has no note of what came before. */
const MEMORY_MS = 60 * 24 * 3_600_000;

/** What is wrong with them, in one sentence, or null. */
export function scheduleFault(
  cron: string,
  zone: string,
  kind: keyof typeof MIN_GAP = 'full',
): { field: 'cron' | 'zone'; sentence: string } | null {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    return { field: 'zone', sentence: 'Name a time zone such as Europe/Berlin or UTC.' };
  }
  if (cron.trim().split(/\s+/).length !== 5) {
    return { field: 'cron', sentence: 'Five fields are needed: minute, hour, day, month, weekday.' };
  }
  let slots: Date[];
  try {
    slots = nextSlots(cron, zone, new Date('2027-01-01T00:00:00Z'), 50);
  } catch {
    return { field: 'cron', sentence: 'This schedule cannot be read, or it is never due.' };
  }
  const tooClose = slots.some(
    (slot, at) => at > 0 && slot.getTime() - (slots[at - 1]?.getTime() ?? 0) < MIN_GAP[kind] * 60_000,
  );
  return tooClose ? { field: 'cron', sentence: `Leave at least ${MIN_GAP[kind]} minutes between two backups.` } : null;
}

/** The next ones, all after `now`. */
export function nextSlots(cron: string, zone: string, now: Date, count: number): Date[] {
  const expression = CronExpressionParser.parse(cron, { tz: zone, currentDate: now });
  return Array.from({ length: count }, () => expression.next().toDate());
}

/** All in `(after, until]`, oldest first. */
export function slotsBetween(cron: string, zone: string, after: Date, until: Date): Date[] {
  const from = new Date(Math.max(after.getTime(), until.getTime() - MEMORY_MS));
  const expression = CronExpressionParser.parse(cron, { tz: zone, currentDate: from });
  const slots: Date[] = [];
  for (let slot = expression.next().toDate(); slot <= until; slot = expression.next().toDate()) slots.push(slot);
  return slots;
}

// Making one costs a hundred times as much as using it.
const dates = new Map<string, Intl.DateTimeFormat>();

/** The date on the wall there, `YYYY-MM-DD`. */
export function dateIn(zone: string, moment: Date): string {
  let format = dates.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
    dates.set(zone, format);
  }
  return format.format(moment);
}

/** 0 is Sunday. */
export function weekdayIn(zone: string, moment: Date): number {
  return new Date(`${dateIn(zone, moment)}T00:00:00Z`).getUTCDay();
}
