import { randomBytes } from 'node:crypto';
import { Body, Controller, Delete, Get, HttpCode, Post, Put, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentOperator, type OperatorCaller, type Origin, RequestOrigin, Requires } from '@purser/kit/backend/access';
import { type AuditEntry, AuditTrail } from '@purser/kit/backend/audit';
import { Clock } from '@purser/kit/backend/clock';
import { type ListQuery, Lists } from '@purser/kit/backend/list';
import { RecordId } from '@purser/kit/backend/record-id';
import type { Response } from 'express';
import { DataSource, type EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import { houseAudit, housePermissions } from '../names.js';
import { changedWebhook, newWebhook } from './webhook.records.js';
import { WebhookCatalogue } from './webhook-catalogue.service.js';
import { WebhookOutbox } from './webhook-outbox.service.js';
import { shownSecret } from './webhook-sender.service.js';
import { webhooksList } from './webhooks.list.js';

type Row = Record<string, unknown>;

/** Where outside systems hear of events. A secret is in the answer that makes it, and nowhere else. */
@ApiTags('console: webhooks')
@Controller('console/webhooks')
export class WebhooksController {
  constructor(
    private readonly lists: Lists,
    private readonly catalogue: WebhookCatalogue,
    private readonly outbox: WebhookOutbox,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
  ) {}

  @Get()
  @Requires(housePermissions.readWebhooks)
  list(@Query() query: ListQuery, @Res({ passthrough: true }) response: Response) {
    return this.lists.page(webhooksList, query, response);
  }

  /** What an endpoint can hear. */
  @Get('events')
  @Requires(housePermissions.readWebhooks)
  events() {
    return this.catalogue.all();
  }

  @Get(':id')
  @Requires(housePermissions.readWebhooks)
  show(@RecordId() id: string): Promise<Row> {
    return this.lists.one(webhooksList, id);
  }

  @Post()
  @Requires(housePermissions.manageWebhooks)
  async create(
    @Body({ schema: newWebhook }) { url, description, events }: z.output<typeof newWebhook>,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<Row> {
    this.catalogue.refuseUnknown(events);
    const [id, secret] = [uuidv7(), randomBytes(32)];
    await this.dataSource.transaction(async (tx) => {
      await tx.query(
        `INSERT INTO house_webhook (id, url, description, events, secret, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $6)`,
        [id, url, description, events, secret, this.clock.now()],
      );
      await this.record(tx, id, { what: houseAudit.webhookCreated, by, origin, after: { url: originOf(url), events } });
    });
    return { ...(await this.show(id)), secret: shownSecret(secret) };
  }

  @Put(':id')
  @Requires(housePermissions.manageWebhooks)
  async change(
    @RecordId() id: string,
    @Body({ schema: changedWebhook }) body: z.output<typeof changedWebhook>,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<Row> {
    this.catalogue.refuseUnknown(body.events);
    const { url, events, enabled } = (await this.show(id)) as { url: string; events: string[]; enabled: boolean };
    await this.dataSource.transaction(async (tx) => {
      await tx.query(
        'UPDATE house_webhook SET url = $2, description = $3, events = $4, enabled = $5, updated_at = $6 WHERE id = $1',
        [id, body.url, body.description, body.events, body.enabled, this.clock.now()],
      );
      await this.record(tx, id, {
        what: houseAudit.webhookChanged,
        by,
        origin,
        before: { url: originOf(url), events, enabled },
        after: { url: originOf(body.url), events: body.events, enabled: body.enabled },
      });
    });
    return await this.show(id);
  }

  /** From now on messages are signed with the new one alone. */
  @Post(':id/rotate-secret')
  @HttpCode(200)
  @Requires(housePermissions.manageWebhooks)
  async rotateSecret(
    @RecordId() id: string,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<Row> {
    await this.show(id);
    const secret = randomBytes(32);
    await this.dataSource.transaction(async (tx) => {
      await tx.query('UPDATE house_webhook SET secret = $2, updated_at = $3 WHERE id = $1', [
        id,
        secret,
        this.clock.now(),
      ]);
      await this.record(tx, id, { what: houseAudit.webhookSecretRotated, by, origin });
    });
    return { ...(await this.show(id)), secret: shownSecret(secret) };
  }

  /** Sends the sample of the first event it hears, whether or not the flag is on. */
  @Post(':id/test')
  @HttpCode(200)
  @Requires(housePermissions.manageWebhooks)
  async test(
    @RecordId() id: string,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<{ deliveryId: string }> {
    const { events } = (await this.show(id)) as { events: string[] };
    const event = events[0] ?? '';
    return await this.dataSource.transaction(async (tx) => {
      const deliveryId = await this.outbox.add(tx, id, { event, data: this.catalogue.sampleOf(event) });
      await this.record(tx, id, { what: houseAudit.webhookTested, by, origin });
      return { deliveryId };
    });
  }

  /** With its deliveries. Answers the record that was. */
  @Delete(':id')
  @Requires(housePermissions.manageWebhooks)
  async remove(
    @RecordId() id: string,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<Row> {
    const record = await this.show(id);
    await this.dataSource.transaction(async (tx) => {
      await tx.query('DELETE FROM house_webhook WHERE id = $1', [id]);
      await this.record(tx, id, { what: houseAudit.webhookRemoved, by, origin });
    });
    return record;
  }

  private record(tx: EntityManager, id: string, entry: Omit<AuditEntry, 'on' | 'workspaceId'>): Promise<void> {
    return this.audit.record(tx, { ...entry, on: { type: 'webhook', id } });
  }
}

/** Paths and queries of endpoints often hold a key of their own; the trail keeps where, not how. */
function originOf(url: string): string {
  return new URL(url).origin;
}
