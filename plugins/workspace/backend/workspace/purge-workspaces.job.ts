import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Clock } from '@purser/kit/backend/clock';
import { Events } from '@purser/kit/backend/events';
import type { Job, JobRun } from '@purser/kit/backend/jobs';
import { DataSource } from 'typeorm';
import { workspaceAudit } from '../../names.js';
import { workspacePurged } from '../events.js';

/** Erases what was deleted and not brought back in its grace, one workspace a transaction. */
@Injectable()
export class PurgeWorkspaces implements Job {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
    private readonly events: Events,
  ) {}

  async run({ signal }: Pick<JobRun, 'signal'>): Promise<void> {
    while (!signal.aborted && (await this.purgeOne())) {
      // until nothing is due
    }
  }

  private async purgeOne(): Promise<boolean> {
    return await this.dataSource.transaction(async (tx) => {
      // Undeleted in between, the row does not fit any more and is passed over.
      const [due]: { id: string; members: number }[] = await tx.query(
        `SELECT id, member_count AS members FROM workspace WHERE purge_after <= $1
         ORDER BY purge_after LIMIT 1 FOR UPDATE SKIP LOCKED`,
        [this.clock.now()],
      );
      if (!due) return false;
      const workspaceId = due.id;
      await this.events.publish(tx, workspacePurged, { workspaceId });
      await tx.query('DELETE FROM workspace WHERE id = $1', [workspaceId]);
      const on = { type: 'workspace', id: workspaceId };
      const detail = { members: due.members };
      await this.audit.record(tx, { what: workspaceAudit.purged, by: 'system', on, workspaceId, detail });
      return true;
    });
  }
}
