import { Injectable } from '@nestjs/common';
import type { OperatorCaller, Origin } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Clock } from '@purser/kit/backend/clock';
import { Refusal } from '@purser/kit/backend/errors';
import { Events } from '@purser/kit/backend/events';
import { houseProblems } from '@purser/kit/problems';
import { DataSource, type EntityManager } from 'typeorm';
import { authAudit, authProblems } from '../../names.js';
import { KnownDevices } from '../device/known-devices.service.js';
import { userDisabled } from '../events.js';
import { SessionEndings } from '../session/session-endings.service.js';
import { CustomerSessions } from '../session/session-tables.js';
import { ConfirmationService } from '../signup/confirmation.service.js';
import { StandingMails } from './standing-mails.service.js';
import { User } from './user.entity.js';

/** An operator, what they did it for, and where from. */
export interface Reasoned {
  readonly by: OperatorCaller;
  readonly reason: string;
  readonly origin: Origin;
}

/** `tellReason`: it stands in the person's mail, too. */
export interface ReasonedForPerson extends Reasoned {
  readonly tellReason: boolean;
}

/** What operators decide about a person. Each is one transaction with its entry in the trail. */
@Injectable()
export class UserStanding {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly sessions: CustomerSessions,
    private readonly endings: SessionEndings,
    private readonly devices: KnownDevices,
    private readonly confirmations: ConfirmationService,
    private readonly mails: StandingMails,
    private readonly events: Events,
    private readonly audit: AuditTrail,
  ) {}

  /** Signs the person out everywhere and keeps them out. Nothing is deleted. */
  async suspend(id: string, { tellReason, ...why }: ReasonedForPerson): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      const user = await locked(tx, id);
      if (user.disabledAt) throw new Refusal(authProblems.userSuspended);
      const now = this.clock.now();
      await tx.update(User, id, { disabledAt: now, disabledReason: why.reason, updatedAt: now });
      const ended = await this.endings.end(tx, this.sessions, { ownerId: id }, 'account_disabled');
      await this.devices.forget(tx, 'portal', id);
      await this.events.publish(tx, userDisabled, { userId: id });
      await this.mails.suspended(tx, user, tellReason ? why.reason : '');
      const detail = { endedSessions: ended.length, toldReason: tellReason };
      await this.audit.record(tx, { what: authAudit.userSuspended, on: { type: 'user', id }, detail, ...why });
    });
  }

  async restore(id: string, { tellReason, ...why }: ReasonedForPerson): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      const user = await locked(tx, id);
      if (!user.disabledAt) throw new Refusal(authProblems.userNotSuspended);
      await tx.update(User, id, { disabledAt: null, disabledReason: null, updatedAt: this.clock.now() });
      const before = { disabledAt: user.disabledAt.toISOString(), disabledReason: user.disabledReason };
      await this.mails.restored(tx, user, tellReason ? why.reason : '');
      const detail = { toldReason: tellReason };
      await this.audit.record(tx, { what: authAudit.userRestored, on: { type: 'user', id }, before, detail, ...why });
    });
  }

  async endSessions(id: string, why: Reasoned): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      await locked(tx, id);
      const ended = await this.endings.end(tx, this.sessions, { ownerId: id }, 'ended_by_operator');
      await this.devices.forget(tx, 'portal', id);
      const detail = { endedSessions: ended.length };
      await this.audit.record(tx, { what: authAudit.sessionsEnded, on: { type: 'user', id }, detail, ...why });
    });
  }

  async endSession(sessionId: string, why: Reasoned): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      const row = await this.sessions.find(tx, sessionId);
      if (!row) throw new Refusal(houseProblems.notFound);
      const ended = await this.endings.end(tx, this.sessions, { ids: [sessionId] }, 'ended_by_operator');
      if (ended.length === 0) return;
      await this.devices.forgetOf(tx, 'portal', sessionId);
      const detail = { userId: row.owner_id };
      await this.audit.record(tx, {
        what: authAudit.sessionsEnded,
        on: { type: 'session', id: sessionId },
        detail,
        ...why,
      });
    });
  }

  /** For somebody whose mail does not arrive and who is known otherwise. */
  async confirm(id: string, why: Reasoned): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      await locked(tx, id);
      if (!(await this.confirmations.confirm(tx, id))) return;
      await this.audit.record(tx, { what: authAudit.userConfirmed, on: { type: 'user', id }, ...why });
    });
  }
}

async function locked(tx: EntityManager, id: string): Promise<User> {
  const user = await tx.findOne(User, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!user) throw new Refusal(houseProblems.notFound);
  return user;
}
