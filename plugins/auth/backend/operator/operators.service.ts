import { Injectable } from '@nestjs/common';
import type { OperatorCaller, Origin } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Clock } from '@purser/kit/backend/clock';
import { Refusal } from '@purser/kit/backend/errors';
import { houseProblems } from '@purser/kit/problems';
import { DataSource, type EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import { authAudit, authProblems } from '../../names.js';
import type { operatorChange, operatorCreation } from '../../records.js';
import { KnownDevices } from '../device/known-devices.service.js';
import { generatePassword } from '../password/generated-password.js';
import { PasswordHasher } from '../password/password-hasher.service.js';
import { SessionEndings } from '../session/session-endings.service.js';
import { OperatorSessions } from '../session/session-tables.js';
import { emailKey } from '../user/email-address.js';
import { Operator } from './operator.entity.js';
import { OperatorInvitations } from './operator-invitations.service.js';
import { OperatorRoles } from './operator-roles.service.js';

/** Who does it: an operator in the console, or the house's own command line. */
export interface Actor {
  readonly by: OperatorCaller | 'system';
  readonly origin?: Origin;
  readonly reason?: string;
}

@Injectable()
export class Operators {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly hasher: PasswordHasher,
    private readonly roles: OperatorRoles,
    private readonly sessions: OperatorSessions,
    private readonly endings: SessionEndings,
    private readonly devices: KnownDevices,
    private readonly invitations: OperatorInvitations,
    private readonly audit: AuditTrail,
  ) {}

  /** The password is generated, stored hashed, and given back this once. */
  async create(creation: z.output<typeof operatorCreation>, actor: Actor): Promise<{ id: string; password: string }> {
    const password = generatePassword();
    const passwordHash = await this.hasher.hash(password);
    const id = uuidv7();
    await this.dataSource.transaction((tx) => this.insert(tx, id, creation, passwordHash, actor));
    return { id, password };
  }

  /** Nothing opens the account until they chose a password by the link of the mail. */
  async invite(creation: z.output<typeof operatorCreation>, actor: Actor): Promise<string> {
    const id = uuidv7();
    await this.dataSource.transaction(async (tx) => {
      await this.insert(tx, id, creation, null, actor);
      await this.invitations.send(tx, { id, ...creation }, creation.roles, inviterOf(actor));
    });
    return id;
  }

  /** The link before dies. 409 `not_invited` once they have a password. */
  async inviteAgain(id: string, actor: Actor): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      const operator = await this.locked(tx, id);
      if (operator.passwordHash !== null) throw new Refusal(authProblems.notInvited);
      if (operator.disabledAt) throw new Refusal(authProblems.userSuspended);
      await this.invitations.send(tx, operator, await this.roles.of(tx, id), inviterOf(actor));
      await this.audit.record(tx, { what: authAudit.operatorInvited, on: { type: 'operator', id }, ...actor });
    });
  }

  private async insert(
    tx: EntityManager,
    id: string,
    creation: z.output<typeof operatorCreation>,
    passwordHash: string | null,
    actor: Actor,
  ): Promise<void> {
    const written: unknown[] = await tx.query(
      `INSERT INTO auth_operator (id, email, email_key, name, password_hash, password_changed_at, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $6, $6) ON CONFLICT DO NOTHING RETURNING id`,
      [id, creation.email, emailKey(creation.email), creation.name, passwordHash, this.clock.now()],
    );
    if (written.length === 0) throw new Refusal(authProblems.operatorExists);
    await this.roles.set(tx, id, creation.roles);
    const after = { email: creation.email, name: creation.name, roles: creation.roles, invited: passwordHash === null };
    await this.audit.record(tx, { what: authAudit.operatorCreated, on: { type: 'operator', id }, after, ...actor });
  }

  async change(id: string, { name, roles }: z.output<typeof operatorChange>, actor: Actor): Promise<void> {
    await this.dataSource.transaction((tx) =>
      this.roles.keepingAnOwner(tx, async () => {
        const operator = await this.locked(tx, id);
        const before = { name: operator.name, roles: await this.roles.of(tx, id) };
        if (name) await tx.update(Operator, id, { name, updatedAt: this.clock.now() });
        if (roles) await this.roles.set(tx, id, roles);
        const after = { name: name ?? before.name, roles: await this.roles.of(tx, id) };
        const on = { type: 'operator', id };
        await this.audit.record(tx, { what: authAudit.operatorRolesChanged, on, before, after, ...actor });
      }),
    );
  }

  /** Ends their sessions; their name stays in the trail. */
  async suspend(id: string, actor: Actor & { reason: string }): Promise<void> {
    await this.dataSource.transaction((tx) =>
      this.roles.keepingAnOwner(tx, async () => {
        const operator = await this.locked(tx, id);
        if (operator.disabledAt) throw new Refusal(authProblems.userSuspended);
        const now = this.clock.now();
        await tx.update(Operator, id, { disabledAt: now, disabledReason: actor.reason, updatedAt: now });
        await this.endings.end(tx, this.sessions, { ownerId: id }, 'account_disabled');
        await this.devices.forget(tx, 'console', id);
        await this.audit.record(tx, { what: authAudit.operatorSuspended, on: { type: 'operator', id }, ...actor });
      }),
    );
  }

  async endSessions(id: string, actor: Actor & { reason: string }): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      await this.locked(tx, id);
      const ended = await this.endings.end(tx, this.sessions, { ownerId: id }, 'ended_by_operator');
      await this.devices.forget(tx, 'console', id);
      const detail = { endedSessions: ended.length };
      const on = { type: 'operator', id };
      await this.audit.record(tx, { what: authAudit.operatorSessionsEnded, on, detail, ...actor });
    });
  }

  async restore(id: string, actor: Actor): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      const operator = await this.locked(tx, id);
      if (!operator.disabledAt) throw new Refusal(authProblems.userNotSuspended);
      await tx.update(Operator, id, { disabledAt: null, disabledReason: null, updatedAt: this.clock.now() });
      await this.audit.record(tx, { what: authAudit.operatorRestored, on: { type: 'operator', id }, ...actor });
    });
  }

  private async locked(tx: EntityManager, id: string): Promise<Operator> {
    const operator = await tx.findOne(Operator, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!operator) throw new Refusal(houseProblems.notFound);
    return operator;
  }
}

function inviterOf({ by }: Actor): string {
  return by === 'system' ? 'the command line of this installation' : by.email;
}
