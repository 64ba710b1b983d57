import { Injectable } from '@nestjs/common';
import type { OperatorCaller } from '@purser/kit/backend/access';
import { Clock } from '@purser/kit/backend/clock';
import type { EntityManager } from 'typeorm';
import type { OperatorGrantRecord, OperatorRecord, OperatorRole } from '../../records.js';
import { AccessTokens } from '../session/access-tokens.service.js';
import { cookieEndOf, type SessionRow, sessionRecordOf } from '../session/session-row.js';
import { type Operator, operatorRecordOf } from './operator.entity.js';
import { OperatorRoles } from './operator-roles.service.js';
import { RolePermissions } from './role-permissions.service.js';

export interface OperatorGranted {
  readonly record: OperatorGrantRecord;
  readonly refreshToken: string;
  readonly refreshExpires: Date;
  /** Of a sign-in: what the device is known by from now on. */
  readonly device?: { readonly token: string; readonly expires: Date };
}

/** What an operator gets on signing in and on refreshing, and who they are to the audit trail. */
@Injectable()
export class OperatorGrants {
  constructor(
    private readonly clock: Clock,
    private readonly tokens: AccessTokens,
    private readonly roles: OperatorRoles,
    private readonly permissions: RolePermissions,
  ) {}

  async grant(row: SessionRow, refreshToken: string, operator: OperatorRecord): Promise<OperatorGranted> {
    const access = await this.tokens.sign('console', operator.id, row.id);
    const serverTime = this.clock.now().toISOString();
    return {
      record: { ...access, serverTime, session: sessionRecordOf(row), operator: operatorRecordOf(operator) },
      refreshToken,
      refreshExpires: cookieEndOf(row),
    };
  }

  async callerOf(tx: EntityManager, row: SessionRow, operator: Operator): Promise<OperatorCaller> {
    const roles: OperatorRole[] = await this.roles.of(tx, operator.id);
    return {
      kind: 'operator',
      operatorId: operator.id,
      sessionId: row.id,
      email: operator.email,
      roles,
      permissions: this.permissions.of(roles),
      signedInAt: row.signed_in_at,
    };
  }
}
