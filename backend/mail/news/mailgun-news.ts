import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { sameSecret } from '../../http/same-secret.js';
import type { MailNews, NewsSource } from './news-source.js';

/** Mailgun tries for eight hours to tell; each of its tokens counts once in any case. */
const TOLERANCE_MS = 12 * 3_600_000;

const signed = z.object({
  signature: z.object({
    timestamp: z.string().max(20),
    token: z.string().min(10).max(100),
    signature: z.string().max(128),
  }),
});

const body = z.object({
  'event-data': z.object({
    event: z.string(),
    severity: z.string().optional(),
    message: z.object({ headers: z.object({ 'message-id': z.string().max(400) }) }),
    'delivery-status': z.object({ message: z.string().nullish(), description: z.string().nullish() }).optional(),
  }),
});

/** Mailgun's webhooks of its "v3" form. Its signature is over time and token alone, so it needs TLS on the way. */
export const mailgunNews: NewsSource = {
  name: 'mailgun',
  secretOf: (options) => options.mailgunSigningKey,
  check({ body: given, now }, secret) {
    const parsed = signed.safeParse(given);
    if (!parsed.success) return undefined;
    const { timestamp, token, signature } = parsed.data.signature;
    if (!(Math.abs(now.getTime() - Number(timestamp) * 1000) <= TOLERANCE_MS)) return undefined;
    const right = createHmac('sha256', secret)
      .update(timestamp + token)
      .digest('hex');
    return sameSecret(signature, right) ? token : undefined;
  },
  read(given) {
    const { event, severity, message, 'delivery-status': status } = body.parse(given)['event-data'];
    const kind = kindOf(event, severity);
    if (!kind) return [];
    const detail = status?.message || status?.description || null;
    return [{ kind, names: [message.headers['message-id']], detail }];
  },
};

function kindOf(event: string, severity: string | undefined): MailNews['kind'] | undefined {
  if (event === 'delivered' || event === 'complained') return event;
  if (event === 'failed') return severity === 'permanent' ? 'bounced' : 'deferred';
  return undefined;
}
