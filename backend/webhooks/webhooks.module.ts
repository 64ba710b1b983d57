import { Module } from '@nestjs/common';
import { DeliverWebhook } from './deliver-webhook.job.js';
import { PruneWebhookDeliveries } from './prune-webhook-deliveries.job.js';
import { WebhookCatalogue } from './webhook-catalogue.service.js';
import { WebhookDeliveriesController } from './webhook-deliveries.controller.js';
import { WebhookOutbox } from './webhook-outbox.service.js';
import { WebhookSender } from './webhook-sender.service.js';
import { WebhooksController } from './webhooks.controller.js';

@Module({
  controllers: [WebhooksController, WebhookDeliveriesController],
  providers: [WebhookCatalogue, WebhookOutbox, WebhookSender, DeliverWebhook, PruneWebhookDeliveries],
})
export class WebhooksModule {}
