import { Injectable } from '@nestjs/common';
import type { CustomerCaller } from '@purser/kit/backend/access';
import { Clock } from '@purser/kit/backend/clock';
import { Refusal } from '@purser/kit/backend/errors';
import { type Statement, Statements } from '@purser/kit/backend/statements';
import { authProblems, sessionProblems } from '../../names.js';
import type { SessionEndReason } from '../../records.js';
import { type AccessClaims, AccessTokens } from './access-tokens.service.js';
import { endOf, type SessionRow } from './session-row.js';

type AccessRow = Pick<SessionRow, 'owner_id' | 'signed_in_at' | 'end_reason' | 'idle_expires_at' | 'expires_at'>;

const sessionAccess: Statement = {
  name: 'auth.session-access',
  text: `SELECT user_id AS owner_id, signed_in_at, end_reason, idle_expires_at, expires_at
         FROM auth_session WHERE id = $1`,
};

/** Whether a customer's session lives; asked for every request, and by everything that holds a connection open. */
@Injectable()
export class SessionGate {
  constructor(
    private readonly tokens: AccessTokens,
    private readonly statements: Statements,
    private readonly clock: Clock,
  ) {}

  /** Throws a 401 `Refusal`: `token_invalid`, `token_expired`, or the reason the session ended with. */
  async verifyAccessToken(token: string): Promise<CustomerCaller> {
    return this.admit(await this.tokens.verify(token));
  }

  /** The customer of claims that were verified before. One indexed read, so an ended session is refused at once. */
  async admit(claims: AccessClaims): Promise<CustomerCaller> {
    if (claims.aud !== 'portal') throw new Refusal(authProblems.tokenInvalid);
    const row = await this.read(claims.sid);
    const reason = this.endOfRow(row);
    if (reason) throw new Refusal(sessionProblems[reason]);
    if (row?.owner_id !== claims.sub) throw new Refusal(authProblems.tokenInvalid);
    return { kind: 'customer', userId: claims.sub, sessionId: claims.sid, signedInAt: row.signed_in_at };
  }

  /** Null while the session lives. */
  async reasonEnded(sessionId: string): Promise<SessionEndReason | null> {
    return this.endOfRow(await this.read(sessionId));
  }

  private endOfRow(row: AccessRow | undefined): SessionEndReason | null {
    return row ? endOf(row, this.clock.now()) : 'session_expired';
  }

  private async read(sessionId: string): Promise<AccessRow | undefined> {
    const [row] = await this.statements.run<AccessRow>(sessionAccess, [sessionId]);
    return row;
  }
}
