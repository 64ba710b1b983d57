import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Jobs } from '@purser/kit/backend/jobs';
import { optionsOf } from '@purser/kit/backend/plugin';
import { HouseSettings } from '@purser/kit/backend/settings';
import { DataSource } from 'typeorm';
import type { ProvisioningOptions } from '../provisioning.options.js';
import { DueStores } from './due-stores.service.js';

export const RECONCILE_STORES = 'provisioning.reconcile-stores';

/**
 * Reconciles at start, and between the minutes looks for stores whose process died, so that they wait seconds and not
 * for the queue to notice. It only queues; two sweepers at once queue the same thing once.
 */
@Injectable()
export class StoreSweeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Provisioning');
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly jobs: Jobs,
    private readonly due: DueStores,
    private readonly settings: HouseSettings,
    @Inject(optionsOf('provisioning')) private readonly options: ProvisioningOptions,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.settings.role === 'web') return;
    await this.dataSource.transaction((tx) => this.jobs.enqueue(tx, RECONCILE_STORES, {}, { key: RECONCILE_STORES }));
    if (this.options.sweepMs > 0) this.sweepLater();
  }

  beforeApplicationShutdown(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private sweepLater(): void {
    const jitter = 0.8 + Math.random() * 0.4;
    this.timer = setTimeout(() => void this.sweep(), this.options.sweepMs * jitter).unref();
  }

  private async sweep(): Promise<void> {
    try {
      await this.due.queue();
    } catch (error) {
      this.logger.warn(`The sweep for waiting stores failed: ${String(error)}`);
    }
    if (!this.stopped) this.sweepLater();
  }
}
