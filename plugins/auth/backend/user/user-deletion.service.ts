import { Injectable } from '@nestjs/common';
import type { Origin } from '@purser/kit/backend/access';
import { type AuditEntry, AuditTrail } from '@purser/kit/backend/audit';
import { Clock } from '@purser/kit/backend/clock';
import { Refusal } from '@purser/kit/backend/errors';
import { Events } from '@purser/kit/backend/events';
import { houseProblems } from '@purser/kit/problems';
import { DataSource, type EntityManager } from 'typeorm';
import { authAudit } from '../../names.js';
import { accountDeleting, userRenamed } from '../events.js';
import { SessionEndings } from '../session/session-endings.service.js';
import { CustomerSessions } from '../session/session-tables.js';
import { StandingMails } from './standing-mails.service.js';
import { User } from './user.entity.js';

export interface Deletion {
  readonly by: AuditEntry['by'];
  readonly origin: Origin;
  /** An operator's. */
  readonly reason?: string;
}

/**
 * An account goes at once and for good: its name, address and password are erased, it leaves its workspaces and is signed
 * out everywhere. A row that is nobody stays, so that what the person made keeps its maker.
 */
@Injectable()
export class UserDeletion {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly sessions: CustomerSessions,
    private readonly endings: SessionEndings,
    private readonly mails: StandingMails,
    private readonly events: Events,
    private readonly audit: AuditTrail,
  ) {}

  /** 404 for one that is gone already; what a listener refuses it with, e.g. 409 `last_owner`, keeps all of it. */
  async delete(id: string, why: Deletion): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      const user = await tx.findOne(User, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!user || user.deletedAt) throw new Refusal(houseProblems.notFound);
      await this.events.publish(tx, accountDeleting, { userId: id, by: why.by });
      await this.mails.deleted(tx, user);
      const ended = await this.endings.end(tx, this.sessions, { ownerId: id }, 'account_deleted');
      await this.erase(tx, id);
      await this.events.publish(tx, userRenamed, { userId: id });
      const detail = { endedSessions: ended.length };
      await this.audit.record(tx, { what: authAudit.userDeleted, on: { type: 'user', id }, detail, ...why });
    });
  }

  private async erase(tx: EntityManager, id: string): Promise<void> {
    for (const table of ['auth_token', 'auth_device', 'auth_address_change']) {
      await tx.query(`DELETE FROM ${table} WHERE user_id = $1`, [id]);
    }
    await tx.query(
      `UPDATE auth_user
       SET email = 'deleted-' || id || '@deleted.invalid', email_key = 'deleted-' || id || '@deleted.invalid',
           name = 'Deleted account', password_hash = NULL, default_workspace_id = NULL, deleted_at = $2,
           disabled_at = coalesce(disabled_at, $2), disabled_reason = 'The account was deleted.', updated_at = $2
       WHERE id = $1`,
      [id, this.clock.now()],
    );
  }
}
