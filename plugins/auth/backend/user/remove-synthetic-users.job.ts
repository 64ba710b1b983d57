import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Clock } from '@purser/kit/backend/clock';
import type { Job } from '@purser/kit/backend/jobs';
import { DataSource, QueryFailedError } from 'typeorm';
import { authAudit } from '../../names.js';

const KEPT_MS = 3_600_000;
const FOREIGN_KEY_VIOLATION = '23503';

/**
 * Smoke tests leave an account behind, which cannot delete itself. After an hour it goes, with its sessions and tokens;
 * one that another plugin holds on to (it made a workspace) stays, out of every count.
 */
@Injectable()
export class RemoveSyntheticUsers implements Job {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
  ) {}

  async run(): Promise<void> {
    const users: { id: string }[] = await this.dataSource.query(
      'SELECT id FROM auth_user WHERE synthetic AND created_at < $1 ORDER BY created_at LIMIT 1000',
      [new Date(this.clock.now().getTime() - KEPT_MS)],
    );
    for (const { id } of users) await this.remove(id);
  }

  private async remove(id: string): Promise<void> {
    try {
      await this.dataSource.transaction(async (tx) => {
        await tx.query('DELETE FROM auth_user WHERE id = $1 AND synthetic', [id]);
        const on = { type: 'user', id };
        await this.audit.record(tx, { what: authAudit.syntheticUserRemoved, by: 'system', on });
      });
    } catch (error) {
      if (!isHeld(error)) throw error;
    }
  }
}

function isHeld(error: unknown): boolean {
  return error instanceof QueryFailedError && (error.driverError as { code?: string }).code === FOREIGN_KEY_VIOLATION;
}
