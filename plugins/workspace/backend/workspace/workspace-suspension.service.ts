import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Clock } from '@purser/kit/backend/clock';
import { Refusal } from '@purser/kit/backend/errors';
import { Events } from '@purser/kit/backend/events';
import type { EntityManager } from 'typeorm';
import { workspaceAudit, workspaceProblems } from '../../names.js';
import { WorkspaceChanges } from '../change/workspace-changes.service.js';
import { workspaceResumed, workspaceSuspended } from '../events.js';
import type { Act } from '../membership/memberships.service.js';
import { lockWorkspace } from './locked-workspace.js';

/** Operators stop a workspace: members see it and may leave, nothing else can be done in it, and its sockets close. */
@Injectable()
export class WorkspaceSuspension {
  constructor(
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
    private readonly events: Events,
    private readonly changes: WorkspaceChanges,
  ) {}

  async suspend(tx: EntityManager, workspaceId: string, act: Act & { reason: string }): Promise<void> {
    const workspace = await lockWorkspace(tx, workspaceId);
    if (workspace.suspended_at) throw new Refusal(workspaceProblems.alreadySuspended);
    await this.mark(tx, workspaceId, act.reason);
    const on = { type: 'workspace', id: workspaceId };
    await this.audit.record(tx, { what: workspaceAudit.suspended, on, workspaceId, ...act });
    await this.events.publish(tx, workspaceSuspended, { workspaceId, reason: act.reason });
  }

  async resume(tx: EntityManager, workspaceId: string, act: Act): Promise<void> {
    const workspace = await lockWorkspace(tx, workspaceId);
    if (!workspace.suspended_at) throw new Refusal(workspaceProblems.notSuspended);
    await this.mark(tx, workspaceId, null);
    const on = { type: 'workspace', id: workspaceId };
    await this.audit.record(tx, { what: workspaceAudit.resumed, on, workspaceId, ...act });
    await this.events.publish(tx, workspaceResumed, { workspaceId });
  }

  private async mark(tx: EntityManager, id: string, reason: string | null): Promise<void> {
    const now = this.clock.now();
    const [[changed]]: [{ version: number }[]] = await tx.query(
      `UPDATE workspace SET suspended_at = $2, suspended_reason = $3, version = version + 1, updated_at = $4
       WHERE id = $1 RETURNING version`,
      [id, reason === null ? null : now, reason, now],
    );
    await this.changes.tell(tx, { workspaceId: id, kind: 'workspace', id, version: changed?.version ?? null });
  }
}
