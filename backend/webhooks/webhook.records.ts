import { z } from 'zod';

/** Events are checked against what plugins declare. */
const fields = {
  url: z.url({ protocol: /^https?$/, error: 'Write the whole address, such as https://example.org/hooks.' }).max(2_000),
  description: z.string().trim().max(200).default(''),
  events: z.array(z.string().max(100)).min(1).max(100),
};

export const newWebhook = z.strictObject(fields);
/** PUT ignores what it does not know, as react-admin sends the whole record back. */
export const changedWebhook = z.object({ ...fields, enabled: z.boolean() });
export const replayMany = z.strictObject({ ids: z.array(z.uuid()).min(1).max(500) });
