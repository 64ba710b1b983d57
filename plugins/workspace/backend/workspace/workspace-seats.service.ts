import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Clock } from '@purser/kit/backend/clock';
import { Refusal } from '@purser/kit/backend/errors';
import type { EntityManager } from 'typeorm';
import { workspaceAudit, workspaceProblems } from '../../names.js';
import { WorkspaceChanges } from '../change/workspace-changes.service.js';
import type { Act } from '../membership/memberships.service.js';
import { lockWorkspace } from './locked-workspace.js';

@Injectable()
export class WorkspaceSeats {
  constructor(
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
    private readonly changes: WorkspaceChanges,
  ) {}

  /** Never below those who sit there: `seat_limit`. */
  async set(tx: EntityManager, id: string, seatLimit: number | null, act: Act): Promise<void> {
    const workspace = await lockWorkspace(tx, id);
    if (seatLimit !== null && workspace.member_count > seatLimit) {
      const message = `There are ${workspace.member_count} members already; remove some first. Nothing was changed.`;
      throw new Refusal(workspaceProblems.seatLimit, { message, errors: { seatLimit: message } });
    }
    await tx.query('UPDATE workspace SET seat_limit = $2, version = version + 1, updated_at = $3 WHERE id = $1', [
      id,
      seatLimit,
      this.clock.now(),
    ]);
    await this.audit.record(tx, {
      what: workspaceAudit.seatsChanged,
      on: { type: 'workspace', id },
      workspaceId: id,
      ...act,
      before: { seatLimit: workspace.seat_limit },
      after: { seatLimit },
    });
    await this.changes.tell(tx, { workspaceId: id, kind: 'workspace', id, version: workspace.version + 1 });
  }
}
