import { z } from 'zod';

export const resetOptions = z.strictObject({
  /** Life of the link in a recovery mail, in seconds; at most an hour (SECURITY 18). */
  linkSeconds: z.number().int().min(60).max(3_600).default(3_600),
  /** Life of the code beside it, in seconds; at most ten minutes. */
  codeSeconds: z.number().int().min(60).max(600).default(600),
  /** A second mail to one person within this time is answered alike, but not sent. Seconds. */
  cooldownSeconds: z.number().int().nonnegative().default(60),
  /** Requests, looks and tries from one client address. */
  perAddress: z
    .strictObject({
      points: z.number().int().positive().default(30),
      seconds: z.number().int().positive().default(300),
    })
    .prefault({}),
});
export type ResetOptions = z.output<typeof resetOptions>;
