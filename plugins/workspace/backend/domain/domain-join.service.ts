import { Injectable } from '@nestjs/common';
import type { CustomerCaller, Origin } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Refusal } from '@purser/kit/backend/errors';
import { DataSource, type EntityManager } from 'typeorm';
import { workspaceAudit, workspaceProblems } from '../../names.js';
import type { Role } from '../../records.js';
import type { JoinOffer } from '../../records-domains.js';
import { Memberships } from '../membership/memberships.service.js';
import { transact } from '../transact.js';
import { isId, lockWorkspace } from '../workspace/locked-workspace.js';

const ROLE: Role = 'member';

/** A mailbox that was proven, at a domain that was proven, and nobody who was removed from there. */
const ENTITLED = `
  FROM auth_user u
  JOIN workspace_domain d ON d.domain = substring(u.email_key FROM '[^@]+$') AND d.verified_at IS NOT NULL
  JOIN workspace w ON w.id = d.workspace_id AND w.deleted_at IS NULL
  WHERE u.id = $1 AND u.confirmed_at IS NOT NULL AND u.disabled_at IS NULL
    AND NOT EXISTS (SELECT FROM workspace_join_bar b WHERE b.workspace_id = w.id AND b.user_id = u.id)`;

/** Joining without an invitation. */
@Injectable()
export class DomainJoin {
  constructor(
    private readonly dataSource: DataSource,
    private readonly memberships: Memberships,
    private readonly audit: AuditTrail,
  ) {}

  async offersTo(userId: string): Promise<JoinOffer[]> {
    return await this.dataSource.query(
      `SELECT w.id AS "workspaceId", w.name AS "workspaceName", d.domain, w.member_count AS members,
              w.seat_limit IS NOT NULL AND w.member_count >= w.seat_limit AS full ${ENTITLED}
         AND w.suspended_at IS NULL
         AND NOT EXISTS (SELECT FROM workspace_membership m WHERE m.workspace_id = w.id AND m.user_id = u.id)
       ORDER BY w.name_key, w.id`,
      [userId],
    );
  }

  /**
   * Refuses with `already_member`, `seat_limit`, `workspace_suspended`; 404 `workspace_not_found` for everybody whose
   * mailbox does not open this workspace.
   */
  async join(workspaceId: string, by: CustomerCaller, origin: Origin): Promise<{ workspaceId: string; role: Role }> {
    return await transact(this.dataSource, async (tx) => {
      // Strangers must not be able to hold a lock, so they are turned away before it.
      await this.domainOf(tx, workspaceId, by.userId);
      const { suspended_at } = await lockWorkspace(tx, workspaceId);
      // And again under it: the domain, or the person, may have been removed a moment ago.
      const domain = await this.domainOf(tx, workspaceId, by.userId);
      if (suspended_at) throw new Refusal(workspaceProblems.suspended);
      if (await this.memberships.roleOf(workspaceId, by.userId, tx)) {
        throw new Refusal(workspaceProblems.alreadyMember, { extra: { workspaceId } });
      }
      await this.memberships.add(tx, { workspaceId, userId: by.userId, role: ROLE }, { by, origin });
      const on = { type: 'user', id: by.userId };
      await this.audit.record(tx, {
        what: workspaceAudit.domainJoined,
        by,
        on,
        workspaceId,
        origin,
        after: { domain },
      });
      return { workspaceId, role: ROLE };
    });
  }

  private async domainOf(tx: EntityManager, workspaceId: string, userId: string): Promise<string> {
    const [entitled]: { domain: string }[] = isId(workspaceId)
      ? await tx.query(`SELECT d.domain ${ENTITLED} AND w.id = $2`, [userId, workspaceId])
      : [];
    if (!entitled) throw new Refusal(workspaceProblems.notFound);
    return entitled.domain;
  }
}
