import { Injectable } from '@nestjs/common';
import type { Listener } from '@purser/kit/backend/events';
import type { EntityManager } from 'typeorm';

/** A workspace that is erased takes its own backups along with the next pruning, but for those that somebody holds. */
@Injectable()
export class ForgetPurgedWorkspace implements Listener<{ workspaceId: string }> {
  async handle({ workspaceId }: { workspaceId: string }, tx: EntityManager): Promise<void> {
    await tx.query(
      `UPDATE backup_run SET expires_at = least(expires_at, clock_timestamp())
       WHERE workspace_id = $1 AND trigger IN ('safety', 'export')`,
      [workspaceId],
    );
  }
}
