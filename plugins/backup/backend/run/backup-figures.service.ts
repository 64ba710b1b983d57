import { Injectable } from '@nestjs/common';
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
  private readonly missedSlots;

  constructor(metrics: Metrics) {
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
      'Moment of the newest data that a backup of this policy holds; 0 when there never was one',
      ['policy'],
    );
    this.verifyFailures = metrics.counter('purser_backup_verify_failures_total', 'Backups that were found corrupt');
    this.missedSlots = metrics.counter(
      'purser_backup_slots_missed_total',
      'Slots of a policy that nobody was there for',
      ['policy'],
    );
  }

  /** Answers the function that counts how it ended. */
  begin({ policy: name, kind, trigger }: BackupRun): (result: string) => void {
    const startedAt = performance.now();
    const policy = name ?? 'none';
    return (result) => {
      this.runs.inc({ policy, kind, trigger, result });
      this.seconds.observe({ kind }, (performance.now() - startedAt) / 1000);
      if (result === 'corrupt') this.verifyFailures.inc();
    };
  }

  /** As the database tells it, so that each process says the same. */
  lastSucceeded(policy: string, at: Date | null): void {
    this.lastSuccess.set({ policy }, (at?.getTime() ?? 0) / 1000);
  }

  missed(policy: string, slots: number): void {
    if (slots > 0) this.missedSlots.inc({ policy }, slots);
  }

  wrote({ archive, tables }: Manifest): void {
    this.written.inc({ stage: 'stored' }, archive.bytes);
    this.written.inc(
      { stage: 'raw' },
      tables.reduce((total, { bytes }) => total + bytes, 0),
    );
  }
}
