import { Injectable } from '@nestjs/common';
import { Reports } from '@purser/kit/backend/reports';
import { DataSource } from 'typeorm';
import type { Failure } from '../failure.js';
import type { BackupRun } from '../run/backup-run-row.js';

const MARGIN_MINUTES = 10;
const MAX_MINUTES = 60;

/** What error reporting hears of runs: a check-in for each slot, and errors with the run's id and step. Never a key or a name. */
@Injectable()
export class BackupReports {
  constructor(
    private readonly dataSource: DataSource,
    private readonly reports: Reports,
  ) {}

  /** Answers what ends the check-in. A run of nobody's policy is not expected by anybody. */
  async begin({ id, policyId, kind, trigger }: BackupRun): Promise<(status: 'ok' | 'error') => void> {
    this.reports.crumb('backup', 'claimed', { backup: id, kind, trigger });
    if (policyId === null || trigger !== 'schedule') return () => undefined;
    const [policy]: { cron: string; zone: string }[] = await this.dataSource.query(
      'SELECT cron, zone FROM backup_policy WHERE id = $1',
      [policyId],
    );
    if (!policy) return () => undefined;
    return this.reports.checkIn({
      slug: `backup-${policyId}`,
      ...policy,
      marginMinutes: MARGIN_MINUTES,
      maxMinutes: MAX_MINUTES,
    });
  }

  step(id: string, step: string): void {
    this.reports.crumb('backup', step, { backup: id });
  }

  failed(error: unknown, id: string, step: string, { code }: Failure): void {
    this.reports.error(error, { backup: id, step, code });
  }
}
