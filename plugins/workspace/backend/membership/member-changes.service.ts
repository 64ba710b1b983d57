import { Injectable } from '@nestjs/common';
import type { CustomerCaller, Origin } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Clock } from '@purser/kit/backend/clock';
import { Refusal } from '@purser/kit/backend/errors';
import { houseProblems } from '@purser/kit/problems';
import { DataSource, type EntityManager } from 'typeorm';
import { workspaceAudit, workspaceProblems } from '../../names.js';
import { type Role, reaches } from '../../records.js';
import { WorkspaceChanges } from '../change/workspace-changes.service.js';
import { transact } from '../transact.js';
import { type LockedWorkspace, lockFor, lockWorkspace } from '../workspace/locked-workspace.js';
import { WorkspaceQuota } from '../workspace/workspace-quota.service.js';
import { type Act, Memberships } from './memberships.service.js';

/** A member, who acts, and on which version they decided. */
export interface MemberAct {
  readonly workspaceId: string;
  readonly userId: string;
  readonly version: number | undefined;
  readonly by: CustomerCaller;
  readonly origin: Origin;
}

/** What members do to each other: nobody grants above their own role, and only owners touch owners (SECURITY 27). */
@Injectable()
export class MemberChanges {
  constructor(
    private readonly dataSource: DataSource,
    private readonly memberships: Memberships,
    private readonly quota: WorkspaceQuota,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
    private readonly changes: WorkspaceChanges,
  ) {}

  async changeRole({ workspaceId, userId, version, by, origin }: MemberAct, to: Role): Promise<void> {
    await transact(this.dataSource, async (tx) => {
      const { role } = await lockFor(tx, workspaceId, by.userId, 'manageMembers');
      await this.reach(tx, role, { workspaceId, userId });
      if (!reaches(role, to)) throw aboveOwn();
      await this.memberships.changeRole(tx, { workspaceId, userId, version, to }, { by, origin });
    });
  }

  async remove({ workspaceId, userId, version, by, origin }: MemberAct): Promise<void> {
    await transact(this.dataSource, async (tx) => {
      const { role } = await lockFor(tx, workspaceId, by.userId, 'manageMembers');
      await this.reach(tx, role, { workspaceId, userId });
      await this.memberships.remove(tx, { workspaceId, userId, version }, { by, origin });
    });
  }

  /** Always allowed but for the last owner, also while the workspace is suspended. */
  async leave({ workspaceId, version, by, origin }: Omit<MemberAct, 'userId'>): Promise<void> {
    await transact(this.dataSource, async (tx) => {
      await lockFor(tx, workspaceId, by.userId, 'see');
      const seat = { workspaceId, userId: by.userId, version };
      await this.memberships.remove(tx, seat, { by, origin }, workspaceAudit.memberLeft);
    });
  }

  /** The member becomes the owner it counts against, the caller an admin: both or neither. */
  async transfer({ workspaceId, userId, version, by, origin }: MemberAct): Promise<void> {
    await transact(this.dataSource, async (tx) => {
      const workspace = await lockFor(tx, workspaceId, by.userId, 'transfer');
      if (version !== workspace.version) throw new Refusal(houseProblems.stale);
      if (userId === by.userId) throw new Refusal(workspaceProblems.transferToSelf);
      await this.handOver(tx, workspace, userId, { by, origin });
      await this.memberships.changeRole(tx, { workspaceId, userId: by.userId, to: 'admin' }, { by, origin });
    });
  }

  /** By support staff: the member becomes an owner and the one it counts against; the others stay what they are. */
  async transferFor(tx: EntityManager, workspaceId: string, userId: string, act: Act): Promise<void> {
    const workspace = await lockWorkspace(tx, workspaceId);
    if (workspace.owner_id === userId) throw new Refusal(workspaceProblems.transferToSelf);
    await this.handOver(tx, workspace, userId, act);
  }

  private async handOver(
    tx: EntityManager,
    { id, owner_id }: LockedWorkspace,
    userId: string,
    act: Act,
  ): Promise<void> {
    await this.memberships.changeRole(tx, { workspaceId: id, userId, to: 'owner' }, act);
    if (owner_id !== userId) await this.quota.claimPlace(tx, userId);
    const [[changed]]: [{ version: number }[]] = await tx.query(
      'UPDATE workspace SET owner_id = $2, version = version + 1, updated_at = $3 WHERE id = $1 RETURNING version',
      [id, userId, this.clock.now()],
    );
    await this.audit.record(tx, {
      what: workspaceAudit.transferred,
      on: { type: 'user', id: userId },
      workspaceId: id,
      ...act,
      before: { ownerId: owner_id },
      after: { ownerId: userId },
    });
    await this.changes.tell(tx, { workspaceId: id, kind: 'workspace', id, version: changed?.version ?? null });
  }

  private async reach(tx: EntityManager, own: Role, seat: { workspaceId: string; userId: string }): Promise<void> {
    const target = await this.memberships.find(tx, seat);
    if (!reaches(own, target.role)) {
      throw new Refusal(houseProblems.forbidden, { message: 'Only an owner changes or removes an owner.' });
    }
  }
}

export function aboveOwn(): Refusal {
  return new Refusal(houseProblems.forbidden, { message: 'Nobody gives a role above their own.' });
}
