import { Inject, Injectable } from '@nestjs/common';
import { Metrics } from '@purser/kit/backend/metrics';
import { optionsOf } from '@purser/kit/backend/plugin';
import type { Counter, Gauge, Histogram } from 'prom-client';
import { DataSource, type EntityManager } from 'typeorm';
import { StoreDegradation } from '../../../provisioning/backend/store/store-degradation.service.js';
import { Incidents } from '../incident/incidents.service.js';
import { MaintenanceWindows } from '../maintenance/maintenance-windows.service.js';
import type { MonitorOptions } from '../monitor.options.js';
import { LIVE_DELIVERY_MS } from '../slo/objectives.js';
import { Vantage } from '../vantage.service.js';
import type { Finding } from './finding.js';

/** Keeps what probes found, and decides by it who is degraded. Two processes may tell of one subject at once. */
@Injectable()
export class Findings {
  private readonly runs: Counter<string>;
  private readonly seconds: Histogram<string>;
  private readonly success: Gauge<string>;

  constructor(
    private readonly dataSource: DataSource,
    private readonly incidents: Incidents,
    private readonly maintenance: MaintenanceWindows,
    private readonly degradation: StoreDegradation,
    private readonly vantage: Vantage,
    @Inject(optionsOf('monitor')) private readonly options: MonitorOptions,
    metrics: Metrics,
  ) {
    this.runs = metrics.counter('purser_probe_runs_total', 'Probes by result and the step that failed', [
      'kind',
      'result',
      'step',
    ]);
    this.seconds = metrics.histogram(
      'purser_probe_duration_seconds',
      'Duration of the steps of probes',
      [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10],
      ['step'],
    );
    this.success = metrics.gauge(
      'purser_probe_success',
      'Whether the last probe of this kind from this process got through',
      ['kind'],
    );
  }

  async note(finding: Finding): Promise<void> {
    this.measure(finding);
    await this.dataSource.transaction(async (tx) => {
      const maintained = await this.maintenance.isOn(tx);
      await this.keep(tx, finding, maintained);
      const degraded = await this.standing(tx, finding);
      if (finding.kind === 'store') await this.store(tx, finding, degraded);
      if (degraded && finding.failure && !maintained) {
        const { step, error } = finding.failure;
        await this.incidents.open(tx, { ...incidentOf(finding), cause: step, detail: error });
      }
      if (finding.failure === null && finding.kind !== 'store') await this.incidents.close(tx, finding.subject);
    });
    if (finding.kind === 'store' && finding.failure === null) await this.incidents.closeStoresWhenWell();
  }

  private measure({ kind, failure, milliseconds }: Finding): void {
    this.runs.inc({ kind, result: failure ? 'failed' : 'passed', step: failure?.step ?? '' });
    this.success.set({ kind }, failure ? 0 : 1);
    for (const [step, took] of Object.entries(milliseconds)) this.seconds.observe({ step }, took / 1_000);
  }

  private async keep(tx: EntityManager, finding: Finding, maintained: boolean): Promise<void> {
    const { subject, kind, failure, milliseconds } = finding;
    await tx.query(
      `INSERT INTO monitor_result (subject, kind, vantage, ok, step, error, milliseconds, maintenance)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        subject,
        kind,
        this.vantage.name,
        failure === null,
        failure?.step ?? null,
        failure?.error ?? null,
        JSON.stringify(milliseconds),
        maintained,
      ],
    );
    if (maintained) return;
    await this.count(tx, 'reachability', failure === null);
    const live = milliseconds['live-delivery'];
    if (kind !== 'store' && live !== undefined) await this.count(tx, 'live-delivery', live <= LIVE_DELIVERY_MS);
  }

  private async count(tx: EntityManager, slo: string, good: boolean): Promise<void> {
    await tx.query(
      `INSERT INTO monitor_bucket AS b (slo, at, good, bad)
       VALUES ($1, date_bin('5 minutes', clock_timestamp(), timestamptz 'epoch'), $2::int, 1 - $2::int)
       ON CONFLICT (slo, at) DO UPDATE SET good = b.good + excluded.good, bad = b.bad + excluded.bad`,
      [slo, good ? 1 : 0],
    );
  }

  /** Whether the subject is degraded now. */
  private async standing(tx: EntityManager, { subject, kind, failure }: Finding): Promise<boolean> {
    if (failure === null && kind === 'store') {
      await tx.query('DELETE FROM monitor_subject WHERE key = $1', [subject]);
      return false;
    }
    const [row]: { degraded: boolean }[] = await tx.query(
      `INSERT INTO monitor_subject AS s (key, kind, failures, degraded_since, step, error, probed_at)
       VALUES ($1, $2, $3::int, CASE WHEN $3::int >= $6::int THEN clock_timestamp() END, $4, $5, clock_timestamp())
       ON CONFLICT (key) DO UPDATE SET
         failures = CASE $3::int WHEN 0 THEN 0 ELSE s.failures + 1 END,
         degraded_since = CASE
           WHEN $3::int = 0 THEN NULL
           WHEN s.failures + 1 >= $6::int THEN coalesce(s.degraded_since, clock_timestamp())
         END,
         step = excluded.step, error = excluded.error, probed_at = excluded.probed_at
       RETURNING degraded_since IS NOT NULL AS degraded`,
      [subject, kind, failure ? 1 : 0, failure?.step ?? null, failure?.error ?? null, this.options.degradedAfter],
    );
    return row?.degraded ?? false;
  }

  private async store(tx: EntityManager, { subject, failure }: Finding, degraded: boolean): Promise<void> {
    const storeId = subject.slice('store:'.length);
    if (failure === null) await this.degradation.recover(tx, storeId);
    else if (degraded) await this.degradation.degrade(tx, storeId, `probe_${failure.step.replaceAll('-', '_')}`);
  }
}

/** Stores that fail together are one incident. */
function incidentOf({ kind, subject }: Finding) {
  return kind === 'store' ? ({ key: 'stores', kind: 'stores' } as const) : { key: subject, kind };
}
