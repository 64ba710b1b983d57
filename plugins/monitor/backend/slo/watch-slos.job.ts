import { Inject, Injectable } from '@nestjs/common';
import type { Job } from '@purser/kit/backend/jobs';
import { Metrics } from '@purser/kit/backend/metrics';
import { optionsOf } from '@purser/kit/backend/plugin';
import type { Gauge } from 'prom-client';
import { DataSource } from 'typeorm';
import type { SloStanding } from '../../records.js';
import { Incidents } from '../incident/incidents.service.js';
import { MaintenanceWindows } from '../maintenance/maintenance-windows.service.js';
import type { MonitorOptions } from '../monitor.options.js';
import { Slos } from './slos.service.js';

/** Alarms while a budget burns, forgets processes that left, and deletes what is too old. */
@Injectable()
export class WatchSlos implements Job {
  private readonly left: Gauge<string>;

  constructor(
    private readonly dataSource: DataSource,
    private readonly slos: Slos,
    private readonly incidents: Incidents,
    private readonly maintenance: MaintenanceWindows,
    @Inject(optionsOf('monitor')) private readonly options: MonitorOptions,
    metrics: Metrics,
  ) {
    this.left = metrics.gauge(
      'purser_slo_error_budget_left',
      'Share of the error budget of 30 days that is left; below 0 the objective is broken',
      ['slo'],
    );
  }

  async run(): Promise<void> {
    for (const standing of await this.slos.standings()) await this.tell(standing);
    await this.forgetSilent();
    await this.incidents.closeStoresWhenWell();
    await this.dataSource.query(
      `DELETE FROM monitor_result WHERE id IN (
         SELECT id FROM monitor_result WHERE at < clock_timestamp() - $1 * interval '1 day' ORDER BY at LIMIT 10000)`,
      [this.options.keepDays],
    );
    await this.dataSource.query(`DELETE FROM monitor_bucket WHERE at < clock_timestamp() - interval '90 days'`);
  }

  private async tell({ slo, objective, budgetLeft, burns }: SloStanding): Promise<void> {
    if (budgetLeft !== null) this.left.set({ slo }, budgetLeft);
    const burning = burns.find((burn) => burn.burning);
    await this.dataSource.transaction(async (tx) => {
      if (!burning) return await this.incidents.close(tx, `slo:${slo}`);
      if (await this.maintenance.isOn(tx)) return;
      const speed = burning.rate.toFixed(1);
      await this.incidents.open(tx, {
        key: `slo:${slo}`,
        kind: 'slo',
        cause: `burn-${burning.threshold}`,
        detail: `The error budget of ${slo} (${objective * 100} %) goes ${speed} times as fast as it may, over ${burning.windows.join(' and ')}.`,
      });
    });
  }

  /** A process that is gone is no failure: what went wrong with it ends with it. */
  private async forgetSilent(): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      const [gone]: [{ key: string }[], number] = await tx.query(
        `DELETE FROM monitor_subject WHERE kind = 'process' AND probed_at < clock_timestamp() - interval '10 minutes' RETURNING key`,
      );
      for (const { key } of gone) await this.incidents.close(tx, key);
    });
  }
}
