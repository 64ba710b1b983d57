import { Injectable } from '@nestjs/common';
import { Clock } from '@purser/kit/backend/clock';
import type { Job, JobRun } from '@purser/kit/backend/jobs';
import { DataSource } from 'typeorm';
import { WebhookSender } from './webhook-sender.service.js';

/** With the queue's backoff the last try comes after about a day. */
export const DELIVER_ATTEMPTS = 14;
export const DELIVER_TIMEOUT_MS = 20_000;

/** Any 2xx is taken. Everything else is tried again, later each time, until the delivery is dead and waits for a person. */
@Injectable()
export class DeliverWebhook implements Job<{ deliveryId: string }> {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sender: WebhookSender,
    private readonly clock: Clock,
  ) {}

  async run({ payload, attempt, signal }: JobRun<{ deliveryId: string }>): Promise<void> {
    const [delivery]: Row[] = await this.dataSource.query(
      `SELECT d.id, d.message_id, d.body, h.url, h.secret, h.enabled
       FROM house_webhook_delivery d JOIN house_webhook h ON h.id = d.webhook_id
       WHERE d.id = $1 AND d.state = 'pending'`,
      [payload.deliveryId],
    );
    if (!delivery) return;
    if (!delivery.enabled) return this.note(delivery.id, 'dead', null, 'The endpoint is switched off.');
    const { message_id: messageId, ...rest } = delivery;
    let status: number | null = null;
    let error = '';
    try {
      status = await this.sender.send({ ...rest, messageId }, signal);
      if (status >= 200 && status < 300) return await this.note(delivery.id, 'delivered', status, null);
      error = `The endpoint answered ${status}.`;
    } catch (thrown) {
      error = thrown instanceof Error ? thrown.message : String(thrown);
    }
    // Gone for good by its own word, or tried often enough.
    const dead = status === 410 || attempt >= DELIVER_ATTEMPTS;
    await this.note(delivery.id, dead ? 'dead' : 'pending', status, error.slice(0, 300));
    if (!dead) throw new Error(error);
  }

  private async note(id: string, state: string, status: number | null, error: string | null): Promise<void> {
    await this.dataSource.query(
      `UPDATE house_webhook_delivery SET state = $2, status = $3, error = $4, attempts = attempts + 1, tried_at = $5
       WHERE id = $1`,
      [id, state, status, error, this.clock.now()],
    );
  }
}

interface Row {
  readonly id: string;
  readonly message_id: string;
  readonly body: string;
  readonly url: string;
  readonly secret: Buffer;
  readonly enabled: boolean;
}
