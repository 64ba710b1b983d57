import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { sameSecret } from '../../http/same-secret.js';
import type { NewsSource } from './news-source.js';

const SIGNATURE_HEADER = 'x-purser-signature';
const TOLERANCE_MS = 5 * 60_000;

const body = z.object({
  events: z
    .array(
      z.object({
        type: z.enum(['delivered', 'deferred', 'bounced', 'complained']),
        /** Ours or the provider's. */
        messageId: z.string().min(1).max(400),
        detail: z.string().max(2_000).optional(),
      }),
    )
    .min(1)
    .max(100),
});

/** For whatever has no adapter: a few lines at the provider's side turn its format into this one. */
export const signedNews: NewsSource = {
  name: 'signed',
  secretOf: (options) => options.mailWebhookSecret,
  check({ headers, raw, now }, secret) {
    const header = headers[SIGNATURE_HEADER];
    const [, time, signature] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(typeof header === 'string' ? header : '') ?? [];
    if (!time || !signature) return undefined;
    if (Math.abs(now.getTime() - Number(time) * 1000) > TOLERANCE_MS) return undefined;
    const right = createHmac('sha256', secret).update(`${time}.`).update(raw).digest('hex');
    return sameSecret(signature, right) ? signature : undefined;
  },
  read: (given) =>
    body.parse(given).events.map(({ type, messageId, detail }) => ({
      kind: type,
      names: [messageId],
      detail: detail ?? null,
    })),
};
