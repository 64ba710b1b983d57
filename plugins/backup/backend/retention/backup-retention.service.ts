import { Injectable, Logger } from '@nestjs/common';
import { AuditTrail } from '@purser/kit/backend/audit';
import { DataSource } from 'typeorm';
import { backupAudit } from '../../names.js';
import type { BackupPolicy } from '../policy/backup-policy.js';
import { keysOf } from '../run/stored-backups.service.js';
import { type BackupTarget, TargetFailure } from '../target/backup-target.js';
import { BackupTargets } from '../target/backup-targets.service.js';
import { type Kept, keepers } from './keepers.js';

/** Deletes what no policy keeps. What the target itself keeps for a while is tried again the next time, without an alarm. */
@Injectable()
export class BackupRetention {
  private readonly logger = new Logger('BackupRetention');

  constructor(
    private readonly dataSource: DataSource,
    private readonly targets: BackupTargets,
    private readonly audit: AuditTrail,
  ) {}

  /** How many were deleted. Said again, none. */
  async prune(policy: BackupPolicy): Promise<number> {
    const backups: (Kept & { target: string })[] = await this.dataSource.query(
      `SELECT id, target, coalesce(slot_at, snapshot_at) AS at, state = 'verified' AS verified, held_at IS NOT NULL AS held
         FROM backup_run WHERE policy_id = $1 AND state IN ('uploaded', 'verified') ORDER BY snapshot_at DESC`,
      [policy.id],
    );
    let expired = 0;
    for (const target of new Set(backups.map((backup) => backup.target))) {
      const here = backups.filter((backup) => backup.target === target);
      const kept = keepers(here, policy);
      for (const { id } of here) if (!kept.has(id) && (await this.expire(id))) expired += 1;
    }
    return expired;
  }

  /** Safety backups and exports whose time has come. */
  async pruneExpired(): Promise<number> {
    const due: { id: string }[] = await this.dataSource.query(
      `SELECT id FROM backup_run WHERE expires_at < clock_timestamp() AND state IN ('uploaded', 'verified') AND held_at IS NULL
        ORDER BY snapshot_at DESC`,
    );
    let expired = 0;
    for (const { id } of due) if (await this.expire(id)) expired += 1;
    return expired;
  }

  /**
   * What another one stands on stays as long as that one, and what an owner asks for until it is answered: the newest go first. Who holds it at the same moment waits
   * for this, and finds it gone; or was first, and it stays.
   */
  private async expire(id: string): Promise<boolean> {
    return await this.dataSource.transaction(async (tx) => {
      const [run]: { target: string; workspaceId: string | null }[] = await tx.query(
        `SELECT target, workspace_id AS "workspaceId" FROM backup_run
          WHERE id = $1 AND held_at IS NULL AND state IN ('uploaded', 'verified')
            AND NOT EXISTS (SELECT FROM backup_run d WHERE d.base_id = $1 AND d.state IN ('running', 'uploaded', 'verified'))
            AND NOT EXISTS (SELECT FROM backup_restore_request q WHERE q.backup_id = $1 AND q.state IN ('requested', 'approved'))
          FOR UPDATE SKIP LOCKED`,
        [id],
      );
      const target = this.targets.all.find(({ name }) => name === run?.target);
      if (!run || !target) return false;
      if (!(await this.remove(target, id))) {
        await tx.query('UPDATE backup_run SET expiry_blocked = true WHERE id = $1', [id]);
        return false;
      }
      await tx.query(`UPDATE backup_run SET state = 'expired', expiry_blocked = false WHERE id = $1`, [id]);
      const on = { type: 'backup', id };
      const workspaceId = run.workspaceId ?? undefined;
      await this.audit.record(tx, { what: backupAudit.expired, by: 'system', on, workspaceId });
      return true;
    });
  }

  private async remove(target: BackupTarget, id: string): Promise<boolean> {
    const { manifest, prefix } = keysOf(id);
    try {
      // First what makes it a backup: a process that dies here leaves none that lacks its archive.
      await target.remove([manifest]);
      const left: string[] = [];
      for await (const { key } of target.list(prefix)) left.push(key);
      if (left.length > 0) await target.remove(left);
      return true;
    } catch (error) {
      if (!(error instanceof TargetFailure)) throw error;
      if (error.code !== 'locked') this.logger.warn(`The backup ${id} could not be deleted: ${error.message}`);
      return false;
    }
  }
}
