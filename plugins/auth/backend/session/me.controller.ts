import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentCustomer, type CustomerCaller, type Origin, RequestOrigin, SignedIn } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Clock } from '@purser/kit/backend/clock';
import { Events } from '@purser/kit/backend/events';
import { type Statement, Statements } from '@purser/kit/backend/statements';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { authAudit } from '../../names.js';
import { type MeRecord, meRecord, profileChange, type UserRecord, userRecord } from '../../records.js';
import { userRenamed } from '../events.js';
import { User, userRecordOf } from '../user/user.entity.js';
import { MeSections } from './me-sections.service.js';
import { type HeldRow, sessionRecordOf } from './session-row.js';
import { CustomerSessions } from './session-tables.js';

type OwnRow = Pick<
  HeldRow<UserRecord>,
  'id' | 'created_at' | 'signed_in_at' | 'idle_expires_at' | 'expires_at' | 'holder'
> & { readonly sections: Record<string, unknown> };

@ApiTags('auth')
@SignedIn()
@Controller('auth/me')
export class MeController {
  private prepared: Statement | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly statements: Statements,
    private readonly clock: Clock,
    private readonly sections: MeSections,
    private readonly audit: AuditTrail,
    private readonly sessions: CustomerSessions,
    private readonly events: Events,
  ) {}

  @Get()
  @ApiOkResponse({ standardSchema: meRecord })
  async read(@CurrentCustomer() caller: CustomerCaller): Promise<MeRecord> {
    const [row] = await this.statements.run<OwnRow>(this.ownSession, [caller.sessionId]);
    if (!row) throw new Error('the session of a caller is gone');
    return {
      user: row.holder,
      session: sessionRecordOf(row),
      // Customers have no permissions of the house; what they may do in a workspace follows from their role there.
      permissions: [],
      memberships: [],
      defaultWorkspaceId: row.holder.defaultWorkspaceId,
      ...row.sections,
    };
  }

  /** Made when it is first asked for: by then every plugin has registered its sections. */
  private get ownSession(): Statement {
    if (this.prepared) return this.prepared;
    const { table, holder } = this.sessions.shape;
    const text = `SELECT s.id, s.created_at, s.signed_in_at, s.idle_expires_at, s.expires_at, ${holder} AS holder,
        ${this.sections.sql} AS sections
      FROM ${table} s WHERE s.id = $1`;
    this.prepared = { name: 'auth.own-session', text };
    return this.prepared;
  }

  @Patch()
  @ApiOkResponse({ standardSchema: userRecord })
  async change(
    @Body({ schema: profileChange }) change: z.output<typeof profileChange>,
    @CurrentCustomer() caller: CustomerCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<UserRecord> {
    return this.dataSource.transaction(async (tx) => {
      const user = await tx.findOneOrFail(User, { where: { id: caller.userId }, lock: { mode: 'pessimistic_write' } });
      const before = pick(user, change);
      Object.assign(user, change, { updatedAt: this.clock.now() });
      await tx.save(user);
      if (change.name !== undefined) await this.events.publish(tx, userRenamed, { userId: user.id });
      await this.audit.record(tx, {
        what: authAudit.profileChanged,
        by: caller,
        on: { type: 'user', id: user.id },
        origin,
        before,
        after: pick(user, change),
      });
      return userRecordOf(user);
    });
  }
}

/** Those members of the user that the change names. */
function pick(user: User, change: z.output<typeof profileChange>): Record<string, unknown> {
  const record: Record<string, unknown> = { ...userRecordOf(user) };
  return Object.fromEntries(Object.keys(change).map((key) => [key, record[key]]));
}
