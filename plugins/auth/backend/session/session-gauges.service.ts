import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Metrics } from '@purser/kit/backend/metrics';
import { DataSource } from 'typeorm';
import { CustomerSessions, OperatorSessions } from './session-tables.js';

const EVERY_MS = 60_000;

/** Each process tells the same numbers, read from the database: take the maximum over processes, not the sum. */
@Injectable()
export class SessionGauges implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Auth');
  private readonly active;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly customers: CustomerSessions,
    private readonly operators: OperatorSessions,
    metrics: Metrics,
  ) {
    this.active = metrics.gauge('purser_auth_active_sessions', 'Sessions that live', ['audience']);
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.read(), EVERY_MS).unref();
    void this.read();
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  async read(): Promise<void> {
    try {
      for (const table of [this.customers, this.operators]) {
        const { audience } = table.shape;
        this.active.set({ audience }, await table.countLiving(this.dataSource.manager));
      }
    } catch (error) {
      this.logger.warn(`The sessions could not be counted: ${String(error)}`);
    }
  }
}
