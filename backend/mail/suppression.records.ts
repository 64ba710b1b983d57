import { z } from 'zod';

/** Why nothing is sent to an address any more. */
const suppressionReason = z.enum(['bounced', 'complained', 'operator']);

/** A row of `/api/console/suppressions`. */
export const suppressionRecord = z.object({
  id: z.uuid(),
  /** As it was written to. */
  address: z.string(),
  reason: suppressionReason,
  /** What the provider said, or what the operator gave as the reason. */
  detail: z.string().nullable(),
  since: z.iso.datetime(),
  /** The operator's address, or the source of the news, e.g. `postmark`. */
  by: z.string(),
  /** The mail that came back or was complained about; it may be gone from the log by now. */
  mailId: z.uuid().nullable(),
});

const reason = z.string().trim().min(3).max(500);
export const newSuppression = z.object({ address: z.string().trim().max(254).pipe(z.email()), reason });
export const endedSuppression = z.object({ reason });
