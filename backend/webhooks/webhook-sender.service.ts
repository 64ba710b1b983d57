import { createHmac } from 'node:crypto';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { Injectable } from '@nestjs/common';
import { Clock } from '@purser/kit/backend/clock';
import { HouseConfig } from '../settings/house-config.js';
import { isPublicAddress, publicLookup } from './public-target.js';

const TIMEOUT_MS = 10_000;

export interface Outgoing {
  readonly url: string;
  readonly secret: Buffer;
  readonly messageId: string;
  readonly body: string;
}

/** One signed POST. Redirects are not followed, and of an answer only its status is read. */
@Injectable()
export class WebhookSender {
  constructor(
    private readonly config: HouseConfig,
    private readonly clock: Clock,
  ) {}

  /** The status; throws when nobody answered in time or the target is not allowed. */
  async send({ url, secret, messageId, body }: Outgoing, signal: AbortSignal): Promise<number> {
    const target = new URL(url);
    const guarded = !this.config.machines.webhookPrivateTargets;
    const host = target.hostname.replace(/^\[|\]$/g, '');
    if (guarded && isIP(host) && !isPublicAddress(host)) throw new Error('The address is private or reserved.');
    const timestamp = Math.floor(this.clock.now().getTime() / 1_000);
    const send = target.protocol === 'https:' ? requestHttps : requestHttp;
    return await new Promise<number>((resolve, reject) => {
      const outgoing = send(
        target,
        {
          method: 'POST',
          signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
          agent: false,
          ...(guarded && { lookup: publicLookup }),
          headers: {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
            'user-agent': 'Purser-Webhooks/1',
            'webhook-id': messageId,
            'webhook-timestamp': String(timestamp),
            'webhook-signature': `v1,${signatureOf(secret, messageId, timestamp, body)}`,
          },
        },
        (answer) => {
          resolve(answer.statusCode ?? 0);
          answer.destroy();
        },
      );
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }
}

/** Over id, time and body, so that none of them can be exchanged and an old message not be sent again. */
export function signatureOf(secret: Buffer, messageId: string, timestamp: number, body: string): string {
  return createHmac('sha256', secret).update(`${messageId}.${timestamp}.${body}`).digest('base64');
}

/** As receivers keep it. */
export function shownSecret(secret: Buffer): string {
  return `whsec_${secret.toString('base64')}`;
}
