import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Metrics } from '@purser/kit/backend/metrics';
import type { Gauge } from 'prom-client';
import { DataSource } from 'typeorm';
import { type StorePhase, storePhases } from '../../records.js';

const EVERY_MS = 15_000;
/** Somebody waits for them to be ready for the first time. */
const PENDING = new Set<string>(['requested', 'provisioning', 'verifying'] satisfies StorePhase[]);

/** Each process tells the same numbers, read from the database: take the maximum over processes, not the sum. */
@Injectable()
export class StoreGauges implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Provisioning');
  private readonly phases: Gauge<string>;
  private readonly oldest: Gauge<string>;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly dataSource: DataSource,
    metrics: Metrics,
  ) {
    this.phases = metrics.gauge('purser_store_phase', 'Stores in each phase', ['phase']);
    this.oldest = metrics.gauge(
      'purser_store_oldest_pending_seconds',
      'Age of the oldest request of a store that was not ready yet and has not failed',
    );
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
      const rows: { phase: string; stores: number; oldest: number }[] = await this.dataSource.query(
        `SELECT phase, count(*)::integer AS stores,
                coalesce(extract(epoch FROM clock_timestamp() - min(requested_at) FILTER (WHERE active_at IS NULL)), 0)::float8 AS oldest
         FROM provisioning_store WHERE NOT canary GROUP BY phase`,
      );
      for (const phase of storePhases) {
        this.phases.set({ phase }, rows.find((row) => row.phase === phase)?.stores ?? 0);
      }
      const pending = rows.filter(({ phase }) => PENDING.has(phase));
      this.oldest.set(Math.max(0, ...pending.map(({ oldest }) => oldest)));
    } catch (error) {
      this.logger.warn(`The stores could not be counted: ${String(error)}`);
    }
  }
}
