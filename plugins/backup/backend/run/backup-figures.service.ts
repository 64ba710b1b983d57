import { Injectable } from '@nestjs/common';
import { Clock } from '@purser/kit/backend/clock';
import { Metrics } from '@purser/kit/backend/metrics';
import type { Manifest } from '../format/manifest.js';
import type { BackupRun } from './backup-run-row.js';

/** What `/metrics` tells of backups. No workspace is a label. */
@Injectable()
export class BackupFigures {
  private readonly runs;
  private readonly seconds;
  private readonly written;
  private readonly lastSuccess;
  private readonly verifyFailures;

  constructor(
    private readonly clock: Clock,
    metrics: Metrics,
  ) {
    const labels = ['policy', 'kind', 'trigger', 'result'];
    this.runs = metrics.counter('purser_backup_runs_total', 'Ended backup runs', labels);
    this.seconds = metrics.histogram(
      'purser_backup_duration_seconds',
      'From claim to end of a backup run',
      [0.05, 0.25, 1, 5, 15, 60, 300, 900, 3600, 10_800],
      ['kind'],
    );
    this.written = metrics.counter('purser_backup_bytes_total', 'Bytes of backups by stage', ['stage']);
    this.lastSuccess = metrics.gauge(
      'purser_backup_last_success_timestamp_seconds',
      'When a backup of this policy last succeeded in this process',
      ['policy'],
    );
    this.verifyFailures = metrics.counter('purser_backup_verify_failures_total', 'Backups that were found corrupt');
  }

  /** Answers the function that counts how it ended. */
  begin({ policyId, kind, trigger }: BackupRun): (result: string) => void {
    const startedAt = performance.now();
    const policy = policyId ?? 'none';
    return (result) => {
      this.runs.inc({ policy, kind, trigger, result });
      this.seconds.observe({ kind }, (performance.now() - startedAt) / 1000);
      if (result === 'uploaded' || result === 'verified') {
        this.lastSuccess.set({ policy }, this.clock.now().getTime() / 1000);
      }
      if (result === 'corrupt') this.verifyFailures.inc();
    };
  }

  wrote({ archive, tables }: Manifest): void {
    this.written.inc({ stage: 'stored' }, archive.bytes);
    this.written.inc(
      { stage: 'raw' },
      tables.reduce((total, { bytes }) => total + bytes, 0),
    );
  }
}
