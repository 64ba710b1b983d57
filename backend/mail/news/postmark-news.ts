import { createHash } from 'node:crypto';
import { z } from 'zod';
import { sameSecret } from '../../http/same-secret.js';
import type { MailNews, NewsSource } from './news-source.js';

/** What our letters carry in their metadata, so that Postmark's news name them by our id. */
export const POSTMARK_METADATA = 'purser-mail';
const SECRET_HEADER = 'x-purser-webhook-secret';
/** Postmark's names of what makes no sense to try again. */
const HARD = new Set(['HardBounce', 'BadEmailAddress', 'ManuallyDeactivated', 'Unsubscribe']);

const body = z.object({
  RecordType: z.string(),
  MessageID: z.string().max(400).optional(),
  Metadata: z.record(z.string(), z.string()).nullish(),
  Type: z.string().optional(),
  /** It sends nothing there any more. */
  Inactive: z.boolean().optional(),
  Description: z.string().nullish(),
  Details: z.string().nullish(),
});

/** Postmark's webhooks. It signs nothing: the secret is the password of the address, or stands in a header. */
export const postmarkNews: NewsSource = {
  name: 'postmark',
  secretOf: (options) => options.postmarkWebhookSecret,
  check({ headers, raw }, secret) {
    const header = headers[SECRET_HEADER];
    const given = typeof header === 'string' ? header : passwordOf(headers.authorization);
    if (given === undefined || !sameSecret(given, secret)) return undefined;
    return createHash('sha256').update(raw).digest('hex');
  },
  read(given) {
    const record = body.parse(given);
    const kind = kindOf(record);
    if (!kind) return [];
    const names = [record.Metadata?.[POSTMARK_METADATA], record.MessageID].filter((name) => name !== undefined);
    return [{ kind, names, detail: record.Details || record.Description || null }];
  },
};

function kindOf({ RecordType, Type = '', Inactive }: z.output<typeof body>): MailNews['kind'] | undefined {
  if (RecordType === 'Delivery') return 'delivered';
  if (RecordType === 'SpamComplaint') return 'complained';
  if (RecordType !== 'Bounce') return undefined;
  if (Type === 'SpamComplaint') return 'complained';
  return Inactive || HARD.has(Type) ? 'bounced' : 'deferred';
}

function passwordOf(authorization: string | undefined): string | undefined {
  const [, encoded] = /^Basic ([A-Za-z0-9+/=]+)$/.exec(authorization ?? '') ?? [];
  const pair = encoded && Buffer.from(encoded, 'base64').toString('utf8');
  return pair?.includes(':') ? pair.slice(pair.indexOf(':') + 1) : undefined;
}
