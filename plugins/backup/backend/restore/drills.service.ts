/** Restores that are undone again: of a few workspaces chosen at random, or of everything beside what lives. */
import { randomInt } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { Clock } from '@purser/kit/backend/clock';
import { Metrics } from '@purser/kit/backend/metrics';
import { optionsOf } from '@purser/kit/backend/plugin';
import { DataSource } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { BackupAlarms } from '../alarm/backup-alarms.service.js';
import type { BackupOptions } from '../backup.options.js';
import { type Failure, failureOf } from '../failure.js';
import type { SegmentEntry } from '../format/table-of-contents.js';
import { ProgressMeter } from '../progress/progress-meter.js';
import { type ReplayReport, StoreReplays } from '../replay/store-replays.service.js';
import { ClaimLost } from '../run/run-claim.js';
import { StoredBackups } from '../run/stored-backups.service.js';
import type { BackupTarget } from '../target/backup-target.js';
import { DatabaseRestores } from './database-restore.service.js';
import { RestoreClaim } from './restore-claim.js';
import { WorkspaceRestores } from './workspace-restore.service.js';

/** Of everything only so many stores are replayed: a device replays its own, and thousands would take hours. */
const REPLAYED_OF_ALL = 5;

export interface Drilled {
  readonly rows: number;
  /** For people: what was restored. */
  readonly drilled: string;
  /** Of stores whose events were replayed; null when no plugin replays any. */
  readonly replayed: ReplayReport | null;
  readonly ms: number;
}

@Injectable()
export class Drills {
  private readonly logger = new Logger('Drills');
  private readonly results;
  private readonly lastSuccess;
  private readonly seconds;

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly stored: StoredBackups,
    private readonly databases: DatabaseRestores,
    private readonly workspaces: WorkspaceRestores,
    private readonly replays: StoreReplays,
    private readonly alarms: BackupAlarms,
    @Inject(optionsOf('backup')) private readonly options: BackupOptions,
    metrics: Metrics,
  ) {
    this.results = metrics.counter('purser_restore_drills_total', 'Ended restore drills', ['result']);
    this.lastSuccess = metrics.gauge(
      'purser_restore_drill_last_success_timestamp_seconds',
      'When a drill last succeeded in this process',
    );
    this.seconds = metrics.histogram(
      'purser_restore_duration_seconds',
      'Duration of restores',
      [0.02, 0.1, 0.5, 2, 10, 60, 300, 1800],
      ['mode'],
    );
  }

  /** Keeps a row of it, however it ends. */
  async run(
    target: BackupTarget,
    backupId: string,
    what: 'everything' | number,
    signal = new AbortController().signal,
  ): Promise<Drilled> {
    const claim = await this.begin(target, backupId);
    const startedAt = performance.now();
    try {
      const done = await this.drill(claim, target, what, AbortSignal.any([signal, claim.signal]));
      const drilled = { ...done, ms: Math.round(performance.now() - startedAt) };
      await this.dataSource.transaction(async (tx) => {
        await claim.succeed(tx, drilled, null);
        await tx.query('UPDATE backup_run SET drilled_at = clock_timestamp() WHERE id = $1', [backupId]);
      });
      this.results.inc({ result: 'succeeded' });
      this.lastSuccess.set(this.clock.now().getTime() / 1000);
      this.seconds.observe({ mode: 'drill' }, drilled.ms / 1000);
      return drilled;
    } catch (error) {
      await this.fail(claim, backupId, error, signal);
      throw error;
    } finally {
      claim.release();
    }
  }

  /** As a job does it: that it failed is told, and is no error of the job. Throws only when this process shall stop. */
  async tried(target: BackupTarget, backupId: string, what: 'everything' | number, stop: AbortSignal): Promise<void> {
    try {
      await this.run(target, backupId, what, stop);
    } catch (error) {
      if (stop.aborted) throw error;
    }
  }

  private async begin(target: BackupTarget, backupId: string): Promise<RestoreClaim> {
    const id = uuidv7();
    await this.dataSource.query(
      `INSERT INTO backup_restore (id, mode, backup_id, target, dry_run, requested_by) VALUES ($1, 'drill', $2, $3, true, 'system')`,
      [id, backupId, target.name],
    );
    const claim = await RestoreClaim.take(this.dataSource, id, this.options.leaseMs);
    if (!claim) throw new ClaimLost();
    return claim;
  }

  private async fail(claim: RestoreClaim, backupId: string, error: unknown, stop: AbortSignal): Promise<void> {
    if (error instanceof ClaimLost || claim.signal.aborted) return;
    this.results.inc({ result: 'failed' });
    const failure: Failure = stop.aborted
      ? { code: 'worker_lost', message: 'The process was stopped; the drill is done again.' }
      : failureOf(error);
    if (failure.code === 'internal') this.logger.error(error instanceof Error ? error.stack : String(error));
    await this.dataSource.transaction(async (tx) => {
      await claim.fail(tx, failure);
      if (!stop.aborted) await this.alarms.drillFailed(tx, claim.id, backupId, failure);
    });
  }

  private async drill(
    claim: RestoreClaim,
    target: BackupTarget,
    what: 'everything' | number,
    signal: AbortSignal,
  ): Promise<Omit<Drilled, 'ms'>> {
    const backup = await this.stored.open(target, claim.row.backupId);
    const meter = new ProgressMeter('loading');
    claim.show(meter);
    const all = backup.reader.index.segments.map(({ name }) => name).filter((name) => name !== 'instance');
    if (what === 'everything') {
      const { rows, workspaces } = await this.databases.restore(backup, { drill: true, signal, meter });
      const replayed = await this.replays.of(backup, pick(all, REPLAYED_OF_ALL), signal);
      return { rows, drilled: `everything (${workspaces} workspaces)`, replayed };
    }
    const some = pick(all, what);
    meter.expect(rowsOf(backup.reader.index.segments.filter(({ name }) => some.includes(name))));
    let rows = 0;
    for (const workspaceId of some) {
      const report = await this.workspaces.drill(backup, {
        workspaceId,
        dryRun: true,
        label: uuidv7().slice(-8),
        signal,
        meter,
      });
      rows += report.tables.reduce((sum, table) => sum + table.rows, 0);
    }
    return { rows, drilled: `${some.length} workspaces`, replayed: await this.replays.of(backup, some, signal) };
  }
}

function rowsOf(segments: readonly SegmentEntry[]): Map<string, number> {
  const all = new Map<string, number>();
  for (const { tables } of segments) {
    for (const [table, rows] of tables) all.set(table, (all.get(table) ?? 0) + rows);
  }
  return all;
}

function pick<T>(all: readonly T[], count: number): T[] {
  const left = [...all];
  const picked: T[] = [];
  while (picked.length < count && left.length > 0) picked.push(...left.splice(randomInt(left.length), 1));
  return picked;
}
