import { Body, Controller, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentOperator, type OperatorCaller, type Origin, RequestOrigin, Requires } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { type ListQuery, Lists } from '@purser/kit/backend/list';
import { RecordId } from '@purser/kit/backend/record-id';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { houseAudit, housePermissions } from '../names.js';
import { replayMany } from './webhook.records.js';
import { WebhookOutbox } from './webhook-outbox.service.js';
import { deliveriesList } from './webhooks.list.js';

@ApiTags('console: webhooks')
@Controller('console/webhook-deliveries')
export class WebhookDeliveriesController {
  constructor(
    private readonly lists: Lists,
    private readonly outbox: WebhookOutbox,
    private readonly dataSource: DataSource,
    private readonly audit: AuditTrail,
  ) {}

  @Get()
  @Requires(housePermissions.readWebhooks)
  list(@Query() query: ListQuery, @Res({ passthrough: true }) response: Response) {
    return this.lists.page(deliveriesList, query, response);
  }

  @Get(':id')
  @Requires(housePermissions.readWebhooks)
  show(@RecordId() id: string) {
    return this.lists.one(deliveriesList, id);
  }

  /** With the ids they had, so a receiver that took one already knows it again. Those that wait are left alone. */
  @Post('replay-many')
  @HttpCode(200)
  @Requires(housePermissions.manageWebhooks)
  async replayMany(
    @Body({ schema: replayMany }) { ids }: z.output<typeof replayMany>,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<{ replayed: string[] }> {
    const replayed: string[] = [];
    for (const id of ids) if (await this.replayOne(id, by, origin)) replayed.push(id);
    return { replayed };
  }

  @Post(':id/replay')
  @HttpCode(200)
  @Requires(housePermissions.manageWebhooks)
  async replay(@RecordId() id: string, @CurrentOperator() by: OperatorCaller, @RequestOrigin() origin: Origin) {
    await this.show(id);
    await this.replayOne(id, by, origin);
    return await this.show(id);
  }

  private async replayOne(id: string, by: OperatorCaller, origin: Origin): Promise<boolean> {
    return await this.dataSource.transaction(async (tx) => {
      const [[reset]]: [{ id: string }[]] = await tx.query(
        `UPDATE house_webhook_delivery SET state = 'pending', error = NULL, status = NULL
         WHERE id = $1 AND state <> 'pending' RETURNING id`,
        [id],
      );
      if (!reset) return false;
      await this.outbox.enqueue(tx, id);
      await this.audit.record(tx, {
        what: houseAudit.webhookReplayed,
        by,
        on: { type: 'webhook-delivery', id },
        origin,
      });
      return true;
    });
  }
}
