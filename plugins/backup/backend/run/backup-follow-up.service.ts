import { Injectable } from '@nestjs/common';
import { Jobs } from '@purser/kit/backend/jobs';
import type { EntityManager } from 'typeorm';
import type { BackupRun } from './backup-run-row.js';

export const DRILL_BACKUP = 'backup.drill-backup';
export const PRUNE_BACKUPS = 'backup.prune-backups';

/** What a backup by policy brings with it: it is drilled, and what it makes superfluous goes. */
@Injectable()
export class BackupFollowUp {
  constructor(private readonly jobs: Jobs) {}

  async of(tx: EntityManager, { id, policyId, kind }: BackupRun): Promise<void> {
    if (policyId === null || kind !== 'full') return;
    const [policy]: { drills: boolean }[] = await tx.query(
      'SELECT drill_workspaces > 0 OR drill_everything_on IS NOT NULL AS drills FROM backup_policy WHERE id = $1',
      [policyId],
    );
    if (policy?.drills) await this.jobs.enqueue(tx, DRILL_BACKUP, { runId: id }, { key: `${DRILL_BACKUP}:${id}` });
    await this.jobs.enqueue(tx, PRUNE_BACKUPS, {}, { key: PRUNE_BACKUPS });
  }
}
