import { Injectable } from '@nestjs/common';
import type { OperatorCaller } from '@purser/kit/backend/access';
import { Clock } from '@purser/kit/backend/clock';
import { Refusal } from '@purser/kit/backend/errors';
import { type Statement, Statements } from '@purser/kit/backend/statements';
import type { Permission } from '@purser/kit/names';
import { authProblems, sessionProblems } from '../../names.js';
import type { OperatorRole } from '../../records.js';
import type { AccessClaims } from '../session/access-tokens.service.js';
import { endOf, type SessionRow } from '../session/session-row.js';
import { RolePermissions } from './role-permissions.service.js';

type AccessRow = Pick<SessionRow, 'owner_id' | 'signed_in_at' | 'end_reason' | 'idle_expires_at' | 'expires_at'> & {
  email: string;
  roles: OperatorRole[];
};

const operatorAccess: Statement = {
  name: 'auth.operator-access',
  text: `SELECT s.operator_id AS owner_id, s.signed_in_at, s.end_reason, s.idle_expires_at, s.expires_at, o.email,
           ARRAY(SELECT r.role FROM auth_operator_role r WHERE r.operator_id = o.id ORDER BY r.role) AS roles
         FROM auth_operator_session s JOIN auth_operator o ON o.id = s.operator_id WHERE s.id = $1`,
};

/** Whether an operator's session lives, and what they may do: looked up for each request, so a change counts at once. */
@Injectable()
export class OperatorGate {
  constructor(
    private readonly statements: Statements,
    private readonly clock: Clock,
    private readonly permissions: RolePermissions,
  ) {}

  async admit(claims: AccessClaims): Promise<OperatorCaller> {
    if (claims.aud !== 'console') throw new Refusal(authProblems.tokenInvalid);
    const row = await this.read(claims.sid);
    const reason = this.endOfRow(row);
    if (reason || !row) throw new Refusal(sessionProblems[reason ?? 'session_expired']);
    if (row.owner_id !== claims.sub) throw new Refusal(authProblems.tokenInvalid);
    return {
      kind: 'operator',
      operatorId: row.owner_id,
      sessionId: claims.sid,
      email: row.email,
      roles: row.roles,
      permissions: this.permissions.of(row.roles),
      signedInAt: row.signed_in_at,
    };
  }

  /** Whether the session lives and its operator still holds the permission; for what stays open beyond one request. */
  async stillHolds(sessionId: string, { name }: Permission): Promise<boolean> {
    const row = await this.read(sessionId);
    return row !== undefined && this.endOfRow(row) === null && this.permissions.of(row.roles).has(name);
  }

  private endOfRow(row: AccessRow | undefined) {
    return row ? endOf(row, this.clock.now()) : 'session_expired';
  }

  private async read(sessionId: string): Promise<AccessRow | undefined> {
    const [row] = await this.statements.run<AccessRow>(operatorAccess, [sessionId]);
    return row;
  }
}
