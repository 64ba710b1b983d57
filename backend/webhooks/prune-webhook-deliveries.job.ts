import { Injectable } from '@nestjs/common';
import { Clock } from '@purser/kit/backend/clock';
import type { Job } from '@purser/kit/backend/jobs';
import { DataSource } from 'typeorm';

const KEEP_DAYS = 30;

/** Delivered and dead ones are kept for a month. */
@Injectable()
export class PruneWebhookDeliveries implements Job {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    await this.dataSource.query(`DELETE FROM house_webhook_delivery WHERE state <> 'pending' AND created_at < $1`, [
      new Date(this.clock.now().getTime() - KEEP_DAYS * 86_400_000),
    ]);
  }
}
