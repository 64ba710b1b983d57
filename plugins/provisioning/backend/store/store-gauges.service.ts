import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Metrics } from '@purser/kit/backend/metrics';
import type { Gauge } from 'prom-client';
import { DataSource } from 'typeorm';
import { type StorePhase, storePhases, type UsageLevel } from '../../records.js';

const EVERY_MS = 15_000;
/** Those of the quota that somebody has to do something about: an index holds only them. */
const FULL = ['warning', 'over'] as const satisfies readonly UsageLevel[];
/** Somebody waits for them to be ready for the first time. */
const PENDING = new Set<string>(['requested', 'provisioning', 'verifying'] satisfies StorePhase[]);

/** Each process tells the same numbers, read from the database: take the maximum over processes, not the sum. */
@Injectable()
export class StoreGauges implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Provisioning');
  private readonly phases: Gauge<string>;
  private readonly oldest: Gauge<string>;
  private readonly usage: Gauge<string>;
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
    this.usage = metrics.gauge('purser_store_usage', 'Stores that are nearly or wholly over their quota', ['level']);
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
      const levels: { level: UsageLevel; stores: number }[] = await this.dataSource.query(
        `SELECT usage_level AS level, count(*)::integer AS stores FROM provisioning_store
         WHERE usage_level <> 'ok' GROUP BY usage_level`,
      );
      for (const level of FULL) this.usage.set({ level }, levels.find((row) => row.level === level)?.stores ?? 0);
    } catch (error) {
      this.logger.warn(`The stores could not be counted: ${String(error)}`);
    }
  }
}
