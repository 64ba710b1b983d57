import { Injectable, Logger } from '@nestjs/common';
import { AuditTrail } from '@purser/kit/backend/audit';
import { DataSource, type EntityManager } from 'typeorm';
import { StoreLogs } from '../../../sync/backend/store-log/store-logs.service.js';
import { backupAudit } from '../../names.js';
import { BackupDatabase } from '../export/backup-database.provider.js';
import { quoted } from '../export/table-sql.js';
import { RestoreAnswers } from '../restore-request/restore-answers.service.js';

interface Lost {
  readonly id: string;
  readonly mode: string;
  readonly workspaceId: string | null;
  readonly closedFrom: 'open' | 'read_only' | 'closed' | 'provisioning' | null;
}

const MESSAGE = 'The process that worked on it died. It had changed nothing that lasts; ask for it again.';

/** Ends restores and drills whose process died, opens what they had closed, and drops what they had staged. */
@Injectable()
export class LostRestores {
  private readonly logger = new Logger('Restores');

  constructor(
    private readonly dataSource: DataSource,
    private readonly database: BackupDatabase,
    private readonly logs: StoreLogs,
    private readonly audit: AuditTrail,
    private readonly answers: RestoreAnswers,
  ) {}

  async end(): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      const [lost]: [Lost[], number] = await tx.query(
        `UPDATE backup_restore SET state = 'failed', error_code = 'worker_lost', error = $1, fence = fence + 1,
                lease_until = NULL, finished_at = clock_timestamp()
          WHERE state = 'running' AND (lease_until IS NULL OR lease_until < clock_timestamp())
          RETURNING id, mode, workspace_id AS "workspaceId", closed_from AS "closedFrom"`,
        [MESSAGE],
      );
      for (const each of lost) await this.tell(tx, each);
    });
    await this.dropStaging();
  }

  /** Opens a store that was closed for a restore which did not happen; one that was suspended meanwhile stays so. */
  async reopen(tx: EntityManager, workspaceId: string, closedFrom: NonNullable<Lost['closedFrom']>): Promise<void> {
    const log = await this.logs.ofWorkspace(workspaceId, tx);
    if (log?.mode === 'read_only') await this.logs.setMode(tx, log.storeId, closedFrom);
  }

  private async tell(tx: EntityManager, { id, mode, workspaceId, closedFrom }: Lost): Promise<void> {
    if (workspaceId && closedFrom) await this.reopen(tx, workspaceId, closedFrom);
    await this.answers.reopen(tx, id);
    this.logger.error(`The process of the ${mode} restore ${id} died.`);
    const on = { type: 'restore', id };
    const detail = { code: 'worker_lost' };
    await this.audit.record(tx, {
      what: backupAudit.restoreFailed,
      by: 'system',
      on,
      workspaceId: workspaceId ?? undefined,
      detail,
    });
  }

  /** Schemas of drills and restores of everything whose connection is gone: who works in one holds its lock. */
  private async dropStaging(): Promise<void> {
    const left: { name: string }[] = await this.dataSource.query(
      `SELECT nspname AS name FROM pg_namespace WHERE nspname ~ '^purser_(drill|staging)_[0-9a-f]{12}_[0-9]{14}$'`,
    );
    if (left.length === 0) return;
    const client = await this.database.connect();
    try {
      for (const { name } of left) {
        const { rows } = await client.query<{ free: boolean }>('SELECT pg_try_advisory_lock(hashtext($1)) AS free', [
          name,
        ]);
        if (!rows[0]?.free) continue;
        await client.query(`DROP SCHEMA IF EXISTS ${quoted(name)} CASCADE`);
        await client.query('SELECT pg_advisory_unlock(hashtext($1))', [name]);
      }
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
