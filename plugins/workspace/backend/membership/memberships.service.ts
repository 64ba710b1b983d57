import { Injectable } from '@nestjs/common';
import type { AuditEntry } from '@purser/kit/backend/audit';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Clock } from '@purser/kit/backend/clock';
import { Refusal } from '@purser/kit/backend/errors';
import { Events } from '@purser/kit/backend/events';
import { type Statement, Statements } from '@purser/kit/backend/statements';
import { houseProblems } from '@purser/kit/problems';
import { DataSource, type EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { workspaceAudit, workspaceProblems } from '../../names.js';
import { type MembershipSection, mayInWorkspace, type Role, type WorkspaceAction } from '../../records.js';
import { memberAdded, memberRemoved, memberRoleChanged } from '../events.js';

/** Who changes a membership, and why: goes into the audit trail. */
export type Act = Pick<AuditEntry, 'by' | 'origin' | 'reason'>;

const workspacesOf: Statement = {
  name: 'workspace.workspaces-of',
  text: `SELECT w.id AS "workspaceId", w.name, m.role
         FROM workspace_membership m JOIN workspace w ON w.id = m.workspace_id
         WHERE m.user_id = $1 AND w.deleted_at IS NULL ORDER BY w.name_key, w.id`,
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

interface Seat {
  readonly workspaceId: string;
  readonly userId: string;
}

/**
 * Who belongs where. Every change locks the workspace first, so its owners and seats are counted one change at a time;
 * the database refuses what slips past (migration `workspace-create`).
 */
@Injectable()
export class Memberships {
  constructor(
    private readonly dataSource: DataSource,
    private readonly statements: Statements,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
    private readonly events: Events,
  ) {}

  /** Null for strangers, for deleted workspaces, and for what is no id at all. */
  async roleOf(workspaceId: string, userId: string, tx: EntityManager = this.dataSource.manager): Promise<Role | null> {
    if (!UUID.test(workspaceId)) return null;
    const [row]: { role: Role }[] = await tx.query(
      `SELECT m.role FROM workspace_membership m JOIN workspace w ON w.id = m.workspace_id
       WHERE m.workspace_id = $1 AND m.user_id = $2 AND w.deleted_at IS NULL`,
      [workspaceId, userId],
    );
    return row?.role ?? null;
  }

  /** Their role; 404 `workspace_not_found` for strangers, 403 `forbidden` when it does not reach. */
  async require(
    workspaceId: string,
    userId: string,
    action: WorkspaceAction = 'see',
    tx: EntityManager = this.dataSource.manager,
  ): Promise<Role> {
    const role = await this.roleOf(workspaceId, userId, tx);
    if (role === null) throw new Refusal(workspaceProblems.notFound);
    if (!mayInWorkspace(role, action)) throw new Refusal(houseProblems.forbidden);
    return role;
  }

  async workspacesOf(userId: string): Promise<MembershipSection[]> {
    return this.statements.run<MembershipSection>(workspacesOf, [userId]);
  }

  /** Refuses with `already_member`, `seat_limit`. */
  async add(tx: EntityManager, { workspaceId, userId, role }: Seat & { role: Role }, act: Act): Promise<void> {
    const workspace = await this.lock(tx, workspaceId);
    const inserted: unknown[] = await tx.query(
      `INSERT INTO workspace_membership (id, workspace_id, user_id, role, created_at, updated_at)
       SELECT $1, $2, $3, $4, $5, $5 WHERE $6::integer IS NULL OR $7 < $6::integer
       ON CONFLICT (workspace_id, user_id) DO NOTHING RETURNING id`,
      [uuidv7(), workspaceId, userId, role, this.clock.now(), workspace.seat_limit, workspace.member_count],
    );
    if (inserted.length === 0) {
      const known = (await this.roleOf(workspaceId, userId, tx)) !== null;
      throw new Refusal(known ? workspaceProblems.alreadyMember : workspaceProblems.seatLimit);
    }
    await this.record(tx, workspaceAudit.memberAdded, { workspaceId, userId }, act, { after: { role } });
    await this.events.publish(tx, memberAdded, { workspaceId, userId, role });
  }

  /** Refuses with `last_owner`; 404 when the person is no member. */
  async remove(tx: EntityManager, { workspaceId, userId }: Seat, act: Act): Promise<void> {
    const workspace = await this.lock(tx, workspaceId);
    const role = await this.roleOf(workspaceId, userId, tx);
    if (role === null) throw new Refusal(houseProblems.notFound);
    if (role === 'owner' && workspace.owner_count === 1) throw new Refusal(workspaceProblems.lastOwner);
    await tx.query('DELETE FROM workspace_membership WHERE workspace_id = $1 AND user_id = $2', [workspaceId, userId]);
    await this.record(tx, workspaceAudit.memberRemoved, { workspaceId, userId }, act, { before: { role } });
    await this.events.publish(tx, memberRemoved, { workspaceId, userId });
  }

  /** Refuses with `last_owner`; 404 when the person is no member. The same role again changes nothing. */
  async changeRole(tx: EntityManager, { workspaceId, userId, to }: Seat & { to: Role }, act: Act): Promise<void> {
    const workspace = await this.lock(tx, workspaceId);
    const from = await this.roleOf(workspaceId, userId, tx);
    if (from === null) throw new Refusal(houseProblems.notFound);
    if (from === to) return;
    if (from === 'owner' && workspace.owner_count === 1) throw new Refusal(workspaceProblems.lastOwner);
    await tx.query(
      `UPDATE workspace_membership SET role = $3, version = version + 1, updated_at = $4
       WHERE workspace_id = $1 AND user_id = $2`,
      [workspaceId, userId, to, this.clock.now()],
    );
    await this.record(tx, workspaceAudit.memberRoleChanged, { workspaceId, userId }, act, {
      before: { role: from },
      after: { role: to },
    });
    await this.events.publish(tx, memberRoleChanged, { workspaceId, userId, from, to });
  }

  private async lock(tx: EntityManager, workspaceId: string) {
    const [workspace]: { member_count: number; owner_count: number; seat_limit: number | null }[] = await tx.query(
      `SELECT member_count, owner_count, seat_limit FROM workspace
       WHERE id = $1 AND deleted_at IS NULL FOR NO KEY UPDATE`,
      [workspaceId],
    );
    if (!workspace) throw new Refusal(workspaceProblems.notFound);
    return workspace;
  }

  private record(
    tx: EntityManager,
    what: AuditEntry['what'],
    { workspaceId, userId }: Seat,
    act: Act,
    change: Pick<AuditEntry, 'before' | 'after'>,
  ): Promise<void> {
    return this.audit.record(tx, { what, on: { type: 'user', id: userId }, workspaceId, ...act, ...change });
  }
}
