import { CronExpressionParser } from 'cron-parser';

/** Throws in one sentence when this is no five-field cron expression. */
export function checkCron(job: string, cron: string): void {
  if (cron.trim().split(/\s+/).length !== 5) {
    throw new Error(`The schedule "${cron}" of the job "${job}" needs five fields: minute hour day month weekday.`);
  }
  try {
    CronExpressionParser.parse(cron, { tz: 'UTC' });
  } catch (cause) {
    throw new Error(`The schedule "${cron}" of the job "${job}" cannot be read.`, { cause });
  }
}

/** The newest slot that is not after `now`. */
export function newestSlot(cron: string, now: Date): Date {
  // `prev` is exclusive: a slot that is due at this very moment counts.
  return CronExpressionParser.parse(cron, { tz: 'UTC', currentDate: new Date(now.getTime() + 1) })
    .prev()
    .toDate();
}

export function nextSlot(cron: string, now: Date): Date {
  return CronExpressionParser.parse(cron, { tz: 'UTC', currentDate: now }).next().toDate();
}

/** Slots between two others, both exclusive, newest first; not more than `limit`. */
export function slotsBetween(cron: string, after: Date, before: Date, limit: number): Date[] {
  const slots: Date[] = [];
  const expression = CronExpressionParser.parse(cron, { tz: 'UTC', currentDate: before });
  while (slots.length < limit) {
    const slot = expression.prev().toDate();
    if (slot <= after) break;
    slots.push(slot);
  }
  return slots;
}
