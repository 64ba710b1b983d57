import { z } from 'zod';

/** How far back, and in columns of what: a day in hours, a week or 30 days in days (UTC). */
export const figurePeriods = { day: 'hour', week: 'day', month: 'day' } as const;
export type FigurePeriod = keyof typeof figurePeriods;

export const mailFiguresQuery = z.object({
  period: z.enum(Object.keys(figurePeriods) as [FigurePeriod, ...FigurePeriod[]]).default('day'),
});

/** State → how many mails. A state that nothing is in is left out. */
const counts = z.record(z.string(), z.number().int());

/** `/api/console/mail-figures`: mails by the time they were queued, with the state they are in now. */
export const mailFigures = z.object({
  period: z.enum(['day', 'week', 'month']),
  unit: z.enum(['hour', 'day']),
  /** Every hour or day of the period, oldest first, also those without mails. */
  columns: z.array(z.object({ at: z.iso.datetime(), counts })),
  /** Most mails first. */
  templates: z.array(z.object({ template: z.string(), counts })),
  /** From queueing to handing over, over the mails of the period; null when none was. */
  seconds: z.object({ median: z.number(), p95: z.number() }).nullable(),
  /** Those that wait now, whenever they were queued. */
  waiting: z.object({ count: z.number().int(), oldestSeconds: z.number().int().nullable() }),
});
export type MailFigures = z.infer<typeof mailFigures>;
