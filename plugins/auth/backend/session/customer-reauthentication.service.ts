import { Injectable } from '@nestjs/common';
import type { CustomerCaller, Origin } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Refusal } from '@purser/kit/backend/errors';
import { houseProblems } from '@purser/kit/problems';
import { DataSource } from 'typeorm';
import { authAudit, sessionProblems } from '../../names.js';
import { User } from '../user/user.entity.js';
import { CredentialCheck, wrongPassword } from './credential-check.service.js';
import type { Granted } from './customer-grants.service.js';
import { CustomerRefresh } from './customer-refresh.service.js';
import { CustomerSessions } from './session-tables.js';
import { SignInFailures } from './sign-in-failures.service.js';

export interface Proof {
  readonly password: string;
  readonly refreshToken: string | undefined;
  readonly device: string | undefined;
}

/**
 * The password once more, within a session (SECURITY 10). The session stays, so that its sync connections do; its
 * refresh token moves on, so a copy taken before is found out (SECURITY 4, 5).
 */
@Injectable()
export class CustomerReauthentication {
  constructor(
    private readonly dataSource: DataSource,
    private readonly credentials: CredentialCheck,
    private readonly failures: SignInFailures,
    private readonly sessions: CustomerSessions,
    private readonly refreshes: CustomerRefresh,
    private readonly audit: AuditTrail,
  ) {}

  /** 400 `wrong_password`, 429 as a sign-in, 401 when the refresh token is not of the caller's session. */
  async reauthenticate(caller: CustomerCaller, proof: Proof, origin: Origin): Promise<Granted> {
    const token = proof.refreshToken ? await this.sessions.read(proof.refreshToken) : undefined;
    if (token?.sessionId !== caller.sessionId) throw new Refusal(houseProblems.unauthenticated);
    const user = await this.dataSource.getRepository(User).findOneByOrFail({ id: caller.userId });
    const credentials = { email: user.email, password: proof.password };
    const { failures } = await this.credentials
      .check({ audience: 'portal', credentials, origin, device: proof.device }, async () => user)
      .catch(wrongPassword);
    await this.dataSource.transaction(async (tx) => {
      const row = await this.sessions.confirm(tx, caller.sessionId);
      if (!row) throw new Refusal(sessionProblems.session_revoked);
      await this.failures.forgetOn(tx, failures);
      const on = { type: 'session', id: caller.sessionId };
      await this.audit.record(tx, { what: authAudit.reauthenticated, by: caller, on, origin });
    });
    this.credentials.count('reauthenticated');
    return this.refreshes.refresh(proof.refreshToken, origin);
  }
}
