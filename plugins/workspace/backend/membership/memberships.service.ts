import { Injectable } from '@nestjs/common';
import type { AuditEntry } from '@purser/kit/backend/audit';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Clock } from '@purser/kit/backend/clock';
import { Refusal } from '@purser/kit/backend/errors';
import { Events } from '@purser/kit/backend/events';
import { type Statement, Statements } from '@purser/kit/backend/statements';
import type { WorkspaceAuditName } from '@purser/kit/names';
import { houseProblems } from '@purser/kit/problems';
import { DataSource, type EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { workspaceAudit, workspaceProblems } from '../../names.js';
import { mayInWorkspace, type Role, reaches, roles, type WorkspaceAction } from '../../records.js';
import { WorkspaceChanges } from '../change/workspace-changes.service.js';
import { memberAdded, memberRemoved, memberRoleChanged } from '../events.js';
import { isId, lockWorkspace } from '../workspace/locked-workspace.js';

/** Who changes a membership, and why: goes into the audit trail. */
export type Act = Pick<AuditEntry, 'by' | 'origin' | 'reason'>;

const standingIn: Statement = {
  name: 'workspace.standing-in',
  text: `SELECT m.role, w.suspended_at IS NOT NULL AS suspended
         FROM workspace_membership m JOIN workspace w ON w.id = m.workspace_id
         WHERE m.workspace_id = $1 AND m.user_id = $2 AND w.deleted_at IS NULL`,
};

interface Seat {
  readonly workspaceId: string;
  readonly userId: string;
}

/** A membership that is there, and the version its change is made on (undefined: whichever). */
interface Change extends Seat {
  readonly version?: number;
}

export interface Standing {
  readonly role: Role;
  readonly suspended: boolean;
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
    private readonly changes: WorkspaceChanges,
  ) {}

  /** Null for strangers, for deleted workspaces, and for what is no id at all. */
  async standingOf(workspaceId: string, userId: string, tx?: EntityManager): Promise<Standing | null> {
    if (!isId(workspaceId)) return null;
    const values = [workspaceId, userId];
    const [row]: Standing[] = tx
      ? await tx.query(standingIn.text, values)
      : await this.statements.run<Standing>(standingIn, values);
    return row ?? null;
  }

  /** The role alone: whether the workspace is suspended does not matter. */
  async roleOf(workspaceId: string, userId: string, tx?: EntityManager): Promise<Role | null> {
    return (await this.standingOf(workspaceId, userId, tx))?.role ?? null;
  }

  /** Their role; 404 `workspace_not_found` for strangers, 403 `forbidden` when it does not reach. */
  async require(
    workspaceId: string,
    userId: string,
    action: WorkspaceAction = 'see',
    tx?: EntityManager,
  ): Promise<Role> {
    const role = await this.roleOf(workspaceId, userId, tx);
    if (role === null) throw new Refusal(workspaceProblems.notFound);
    if (!mayInWorkspace(role, action)) throw new Refusal(houseProblems.forbidden);
    return role;
  }

  /** All of them, deleted ones that may come back included. */
  async placesOf(userId: string): Promise<{ workspaceId: string; role: Role; deleted: boolean }[]> {
    return await this.dataSource.query(
      `SELECT m.workspace_id AS "workspaceId", m.role, w.deleted_at IS NOT NULL AS deleted
       FROM workspace_membership m JOIN workspace w ON w.id = m.workspace_id WHERE m.user_id = $1`,
      [userId],
    );
  }

  /** Refuses with `already_member`, `seat_limit`. An invitation that waited for this person is answered by it. Answers the id. */
  async add(tx: EntityManager, { workspaceId, userId, role }: Seat & { role: Role }, act: Act): Promise<string> {
    const workspace = await lockWorkspace(tx, workspaceId);
    const now = this.clock.now();
    const inserted: { id: string }[] = await tx.query(
      `INSERT INTO workspace_membership (id, workspace_id, user_id, role, created_at, updated_at)
       SELECT $1, $2, $3, $4, $5, $5 WHERE $6::integer IS NULL OR $7 < $6::integer
       ON CONFLICT (workspace_id, user_id) DO NOTHING RETURNING id`,
      [uuidv7(), workspaceId, userId, role, now, workspace.seat_limit, workspace.member_count],
    );
    const [added] = inserted;
    if (!added) {
      const known = (await this.roleOf(workspaceId, userId, tx)) !== null;
      throw new Refusal(known ? workspaceProblems.alreadyMember : workspaceProblems.seatLimit);
    }
    await tx.query(
      `UPDATE workspace_invitation SET state = 'accepted', answered_at = $3, answered_by = $2, version = version + 1
       WHERE workspace_id = $1 AND state = 'pending' AND email_key = (SELECT email_key FROM auth_user WHERE id = $2)`,
      [workspaceId, userId, now],
    );
    await tx.query('DELETE FROM workspace_join_bar WHERE workspace_id = $1 AND user_id = $2', [workspaceId, userId]);
    await this.record(tx, workspaceAudit.memberAdded, { workspaceId, userId }, act, { after: { role } });
    await this.events.publish(tx, memberAdded, { workspaceId, userId, role });
    await this.changes.tell(tx, { workspaceId, kind: 'member', id: userId, version: 1, people: [userId] });
    return added.id;
  }

  /** Refuses with `last_owner`, `stale`; 404 when the person is no member. */
  async remove(
    tx: EntityManager,
    seat: Change,
    act: Act,
    what: WorkspaceAuditName = workspaceAudit.memberRemoved,
  ): Promise<void> {
    const { workspaceId, userId } = seat;
    const workspace = await lockWorkspace(tx, workspaceId);
    const { role } = await this.find(tx, seat);
    if (role === 'owner' && workspace.owner_count === 1) throw new Refusal(workspaceProblems.lastOwner);
    await tx.query('DELETE FROM workspace_membership WHERE workspace_id = $1 AND user_id = $2', [workspaceId, userId]);
    await this.withdrawInvitations(tx, seat, roles);
    if (what === workspaceAudit.memberRemoved) await this.bar(tx, seat);
    await this.record(tx, what, { workspaceId, userId }, act, { before: { role } });
    await this.events.publish(tx, memberRemoved, { workspaceId, userId });
    await this.changes.tell(tx, { workspaceId, kind: 'member', id: userId, version: null, people: [userId] });
  }

  /** Who was removed comes back when somebody wants them back, not by the domain of their mailbox. */
  private async bar(tx: EntityManager, { workspaceId, userId }: Seat): Promise<void> {
    await tx.query('INSERT INTO workspace_join_bar (workspace_id, user_id) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
      workspaceId,
      userId,
    ]);
  }

  /** Refuses with `last_owner`, `stale`; 404 when the person is no member. The same role again changes nothing. */
  async changeRole(tx: EntityManager, seat: Change & { to: Role }, act: Act): Promise<void> {
    const { workspaceId, userId, to } = seat;
    const workspace = await lockWorkspace(tx, workspaceId);
    const { role: from, version } = await this.find(tx, seat);
    if (from === to) return;
    if (from === 'owner' && workspace.owner_count === 1) throw new Refusal(workspaceProblems.lastOwner);
    await tx.query(
      `UPDATE workspace_membership SET role = $3, version = version + 1, updated_at = $4
       WHERE workspace_id = $1 AND user_id = $2`,
      [workspaceId, userId, to, this.clock.now()],
    );
    const beyond = mayInWorkspace(to, 'invite') ? roles.filter((role) => !reaches(to, role)) : roles;
    await this.withdrawInvitations(tx, seat, beyond);
    await this.record(tx, workspaceAudit.memberRoleChanged, { workspaceId, userId }, act, {
      before: { role: from },
      after: { role: to },
    });
    await this.events.publish(tx, memberRoleChanged, { workspaceId, userId, from, to });
    await this.changes.tell(tx, { workspaceId, kind: 'member', id: userId, version: version + 1, people: [userId] });
  }

  /** The workspace is locked, so this is what commits. */
  async find(tx: EntityManager, { workspaceId, userId, version }: Change): Promise<{ role: Role; version: number }> {
    const [row]: { role: Role; version: number }[] = isId(userId)
      ? await tx.query('SELECT role, version FROM workspace_membership WHERE workspace_id = $1 AND user_id = $2', [
          workspaceId,
          userId,
        ])
      : [];
    if (!row) throw new Refusal(workspaceProblems.notAMember);
    if (version !== undefined && version !== row.version) throw new Refusal(houseProblems.stale);
    return row;
  }

  /** What somebody invited to and could not invite to any more must not let people in. */
  private async withdrawInvitations(
    tx: EntityManager,
    { workspaceId, userId }: Seat,
    to: readonly Role[],
  ): Promise<void> {
    await tx.query(
      `UPDATE workspace_invitation SET state = 'revoked', answered_at = $4, version = version + 1
       WHERE workspace_id = $1 AND invited_by = $2 AND state = 'pending' AND role = ANY ($3::text[])`,
      [workspaceId, userId, to, this.clock.now()],
    );
  }

  private record(
    tx: EntityManager,
    what: WorkspaceAuditName,
    { workspaceId, userId }: Seat,
    act: Act,
    change: Pick<AuditEntry, 'before' | 'after'>,
  ): Promise<void> {
    return this.audit.record(tx, { what, on: { type: 'user', id: userId }, workspaceId, ...act, ...change });
  }
}
