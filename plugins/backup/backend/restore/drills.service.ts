/** Restores that are undone again: of a few workspaces chosen at random, or of everything beside what lives. */
import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '@purser/kit/backend/clock';
import { Metrics } from '@purser/kit/backend/metrics';
import { DataSource } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { failureOf } from '../failure.js';
import { StoredBackups } from '../run/stored-backups.service.js';
import type { BackupTarget } from '../target/backup-target.js';
import { DatabaseRestores } from './database-restore.service.js';
import { WorkspaceRestores } from './workspace-restore.service.js';

export interface Drilled {
  readonly rows: number;
  /** For people: what was restored. */
  readonly drilled: string;
  readonly ms: number;
}

@Injectable()
export class Drills {
  private readonly results;
  private readonly lastSuccess;
  private readonly seconds;

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly stored: StoredBackups,
    private readonly databases: DatabaseRestores,
    private readonly workspaces: WorkspaceRestores,
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
    const id = uuidv7();
    const startedAt = performance.now();
    await this.dataSource.query(
      `INSERT INTO backup_restore (id, mode, backup_id, target, dry_run, state, requested_by, started_at)
       VALUES ($1, 'drill', $2, $3, true, 'running', 'system', clock_timestamp())`,
      [id, backupId, target.name],
    );
    try {
      const done = await this.drill(target, backupId, what, signal);
      const drilled = { ...done, ms: Math.round(performance.now() - startedAt) };
      await this.dataSource.query(
        `UPDATE backup_restore SET state = 'succeeded', report = $2, finished_at = clock_timestamp() WHERE id = $1`,
        [id, drilled],
      );
      await this.dataSource.query('UPDATE backup_run SET drilled_at = clock_timestamp() WHERE id = $1', [backupId]);
      this.results.inc({ result: 'succeeded' });
      this.lastSuccess.set(this.clock.now().getTime() / 1000);
      this.seconds.observe({ mode: 'drill' }, drilled.ms / 1000);
      return drilled;
    } catch (error) {
      const { code, message } = failureOf(error);
      this.results.inc({ result: 'failed' });
      await this.dataSource.query(
        `UPDATE backup_restore SET state = 'failed', error_code = $2, error = $3, finished_at = clock_timestamp() WHERE id = $1`,
        [id, code, message],
      );
      throw error;
    }
  }

  private async drill(
    target: BackupTarget,
    backupId: string,
    what: 'everything' | number,
    signal: AbortSignal,
  ): Promise<Omit<Drilled, 'ms'>> {
    const backup = await this.stored.open(target, backupId);
    if (what === 'everything') {
      const { rows, workspaces } = await this.databases.restore(backup, { drill: true, signal });
      return { rows, drilled: `everything (${workspaces} workspaces)` };
    }
    const all = backup.reader.index.segments.map(({ name }) => name).filter((name) => name !== 'instance');
    const some = pick(all, what);
    let rows = 0;
    for (const workspaceId of some) {
      const report = await this.workspaces.drill(backup, {
        workspaceId,
        dryRun: true,
        label: uuidv7().slice(-8),
        signal,
      });
      rows += report.tables.reduce((sum, table) => sum + table.rows, 0);
    }
    return { rows, drilled: `${some.length} workspaces` };
  }
}

function pick<T>(all: readonly T[], count: number): T[] {
  const left = [...all];
  const picked: T[] = [];
  while (picked.length < count && left.length > 0) picked.push(...left.splice(randomInt(left.length), 1));
  return picked;
}
