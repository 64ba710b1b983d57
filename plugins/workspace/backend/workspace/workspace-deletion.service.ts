import { Inject, Injectable } from '@nestjs/common';
import type { CustomerCaller, Origin } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Clock } from '@purser/kit/backend/clock';
import { Refusal } from '@purser/kit/backend/errors';
import { Events } from '@purser/kit/backend/events';
import { optionsOf } from '@purser/kit/backend/plugin';
import { houseProblems } from '@purser/kit/problems';
import { DataSource, type EntityManager } from 'typeorm';
import { workspaceAudit, workspaceProblems } from '../../names.js';
import type { DeletedWorkspaceRecord } from '../../records.js';
import { WorkspaceChanges } from '../change/workspace-changes.service.js';
import { workspaceDeleted, workspaceUndeleted } from '../events.js';
import type { Act } from '../membership/memberships.service.js';
import { transact } from '../transact.js';
import type { WorkspaceOptions } from '../workspace.options.js';
import { isId, type LockedWorkspace, lockFor, lockWorkspace } from './locked-workspace.js';
import { WorkspaceQuota } from './workspace-quota.service.js';

const DAY_MS = 86_400_000;

interface Deletion {
  readonly workspaceId: string;
  readonly version: number;
  readonly by: CustomerCaller;
  readonly origin: Origin;
}

interface DeletedRow {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly owner_id: string;
  readonly members: number;
  readonly deletedAt: Date;
  readonly purgeAfter: Date;
}

const DELETED = `SELECT w.id, w.name, w.version, w.owner_id, w.member_count AS members, w.deleted_at AS "deletedAt",
  w.purge_after AS "purgeAfter" FROM workspace w`;

/** Deleted is out of reach at once, and kept as it was for its grace: people, roles and waiting invitations. */
@Injectable()
export class WorkspaceDeletion {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
    private readonly events: Events,
    private readonly quota: WorkspaceQuota,
    private readonly changes: WorkspaceChanges,
    @Inject(optionsOf('workspace')) private readonly options: WorkspaceOptions,
  ) {}

  /** Refuses with `name_mismatch` unless the name was typed as it is, and with `stale`. */
  async delete({ workspaceId, version, by, origin }: Deletion, typed: string): Promise<DeletedWorkspaceRecord> {
    return await transact(this.dataSource, async (tx) => {
      const workspace = await lockFor(tx, workspaceId, by.userId, 'delete');
      if (workspace.version !== version) throw new Refusal(houseProblems.stale);
      if (typed.normalize('NFC').trim() !== workspace.name) {
        const { message } = workspaceProblems.nameMismatch;
        throw new Refusal(workspaceProblems.nameMismatch, { errors: { name: message } });
      }
      return await this.mark(tx, workspace, by.userId, { by, origin });
    });
  }

  async deleteFor(tx: EntityManager, workspaceId: string, act: Act): Promise<DeletedWorkspaceRecord> {
    return await this.mark(tx, await lockWorkspace(tx, workspaceId), null, act);
  }

  /** 404 but for its owners. Refuses with `name_taken`, `workspace_limit` when there is no room for it any more. */
  async undelete({ workspaceId, version, by, origin }: Deletion): Promise<void> {
    await transact(this.dataSource, async (tx) => {
      if (!isId(workspaceId) || (await this.ownedBy(tx, by.userId, workspaceId)).length === 0) {
        throw new Refusal(workspaceProblems.notFound);
      }
      await this.undeleteFor(tx, workspaceId, { by, origin }, version);
    });
  }

  async undeleteFor(tx: EntityManager, workspaceId: string, act: Act, version?: number): Promise<void> {
    const [deleted]: DeletedRow[] = await tx.query(
      `${DELETED} WHERE w.id = $1 AND w.deleted_at IS NOT NULL FOR NO KEY UPDATE`,
      [workspaceId],
    );
    if (!deleted) throw new Refusal(workspaceProblems.notFound);
    if (version !== undefined && version !== deleted.version) throw new Refusal(houseProblems.stale);
    await this.quota.claimPlace(tx, deleted.owner_id);
    await tx.query(
      `UPDATE workspace SET deleted_at = NULL, deleted_by = NULL, purge_after = NULL, version = version + 1,
         updated_at = $2 WHERE id = $1`,
      [workspaceId, this.clock.now()],
    );
    const on = { type: 'workspace', id: workspaceId };
    await this.audit.record(tx, { what: workspaceAudit.undeleted, on, workspaceId, ...act });
    await this.events.publish(tx, workspaceUndeleted, { workspaceId });
    const next = deleted.version + 1;
    await this.changes.tell(tx, { workspaceId, kind: 'workspace', id: workspaceId, version: next });
  }

  async deletedOf(userId: string): Promise<DeletedWorkspaceRecord[]> {
    return await this.ownedBy(this.dataSource.manager, userId, null);
  }

  private async mark(
    tx: EntityManager,
    { id, name, version, member_count }: LockedWorkspace,
    deletedBy: string | null,
    act: Act,
  ): Promise<DeletedWorkspaceRecord> {
    const now = this.clock.now();
    const purgeAfter = new Date(now.getTime() + this.options.deletionGraceDays * DAY_MS);
    // Told while it can still be found who its members are.
    await this.changes.tell(tx, { workspaceId: id, kind: 'workspace', id, version: null });
    await tx.query(
      `UPDATE workspace SET deleted_at = $2, deleted_by = $3, purge_after = $4, version = version + 1, updated_at = $2
       WHERE id = $1`,
      [id, now, deletedBy, purgeAfter],
    );
    await this.audit.record(tx, {
      what: workspaceAudit.deleted,
      on: { type: 'workspace', id },
      workspaceId: id,
      ...act,
      after: { purgeAfter: purgeAfter.toISOString() },
    });
    await this.events.publish(tx, workspaceDeleted, { workspaceId: id });
    const deletion = { deletedAt: now.toISOString(), purgeAfter: purgeAfter.toISOString() };
    return { id, name, version: version + 1, members: member_count, ...deletion };
  }

  private async ownedBy(tx: EntityManager, userId: string, id: string | null): Promise<DeletedWorkspaceRecord[]> {
    const rows: DeletedRow[] = await tx.query(
      `${DELETED} JOIN workspace_membership m ON m.workspace_id = w.id
       WHERE m.user_id = $1 AND m.role = 'owner' AND w.deleted_at IS NOT NULL AND ($2::uuid IS NULL OR w.id = $2)
       ORDER BY w.deleted_at DESC, w.id`,
      [userId, id],
    );
    return rows.map(({ owner_id, deletedAt, purgeAfter, ...row }) => ({
      ...row,
      deletedAt: deletedAt.toISOString(),
      purgeAfter: purgeAfter.toISOString(),
    }));
  }
}
