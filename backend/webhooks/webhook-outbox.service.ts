import { Injectable } from '@nestjs/common';
import { Clock } from '@purser/kit/backend/clock';
import { Flags } from '@purser/kit/backend/flags';
import { Jobs } from '@purser/kit/backend/jobs';
import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { WebhookCatalogue } from './webhook-catalogue.service.js';

export const WEBHOOKS_FLAG = 'house.webhooks';
export const DELIVER_WEBHOOK = 'house.deliver-webhook';

/** Writes down who is to hear of an event, in the transaction of the event: it is sent if and only if that commits. */
@Injectable()
export class WebhookOutbox {
  constructor(
    private readonly catalogue: WebhookCatalogue,
    private readonly flags: Flags,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  async write(tx: EntityManager, event: string, payload: unknown): Promise<void> {
    if (!this.catalogue.has(event)) return;
    const workspaceId = (payload as { workspaceId?: string } | null)?.workspaceId;
    if (!(await this.flags.isOn(WEBHOOKS_FLAG, workspaceId, tx))) return;
    const endpoints: { id: string }[] = await tx.query(
      'SELECT id FROM house_webhook WHERE enabled AND $1 = ANY (events) ORDER BY id',
      [event],
    );
    const messageId = uuidv7();
    for (const { id } of endpoints) await this.add(tx, id, { messageId, event, workspaceId, data: payload });
  }

  async add(
    tx: EntityManager,
    webhookId: string,
    { messageId = uuidv7(), event, workspaceId, data }: Message,
  ): Promise<string> {
    const now = this.clock.now();
    const deliveryId = uuidv7();
    const body = JSON.stringify({ id: messageId, type: event, createdAt: now.toISOString(), data });
    await tx.query(
      `INSERT INTO house_webhook_delivery (id, webhook_id, message_id, event, workspace_id, body, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [deliveryId, webhookId, messageId, event, workspaceId ?? null, body, now],
    );
    await this.enqueue(tx, deliveryId);
    return deliveryId;
  }

  async enqueue(tx: EntityManager, deliveryId: string): Promise<void> {
    await this.jobs.enqueue(tx, DELIVER_WEBHOOK, { deliveryId }, { key: `webhook:${deliveryId}` });
  }
}

interface Message {
  readonly messageId?: string;
  readonly event: string;
  readonly workspaceId?: string;
  readonly data: unknown;
}
