import { Injectable } from '@nestjs/common';
import type { OperatorCaller, Origin } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { DataSource } from 'typeorm';
import { backupAudit } from '../../names.js';

/** Backups that stay, whatever their policy says. */
@Injectable()
export class BackupHolds {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditTrail,
  ) {}

  /** Null lets it go. Said again, it changes nothing. */
  async set(id: string, reason: string | null, by: OperatorCaller, origin: Origin): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      const [, changed]: [unknown, number] = await tx.query(
        `UPDATE backup_run SET held_reason = $2, held_at = CASE WHEN $2::text IS NULL THEN NULL ELSE clock_timestamp() END
          WHERE id = $1 AND (held_at IS NULL) <> ($2::text IS NULL)`,
        [id, reason],
      );
      if (changed === 0) return;
      const what = reason === null ? backupAudit.released : backupAudit.held;
      await this.audit.record(tx, { what, by, on: { type: 'backup', id }, origin, reason: reason ?? undefined });
    });
  }
}
