import { Injectable } from '@nestjs/common';
import type { OperatorCaller, Origin } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Refusal } from '@purser/kit/backend/errors';
import { houseProblems } from '@purser/kit/problems';
import { DataSource } from 'typeorm';
import { authAudit, sessionProblems } from '../../names.js';
import { CredentialCheck, wrongPassword } from '../session/credential-check.service.js';
import type { Proof } from '../session/customer-reauthentication.service.js';
import { OperatorSessions } from '../session/session-tables.js';
import { SignInFailures } from '../session/sign-in-failures.service.js';
import { Operator } from './operator.entity.js';
import type { OperatorGranted } from './operator-grants.service.js';
import { OperatorSessionsService } from './operator-sessions.service.js';

/** As customers have it: the password once more, the session stays, its refresh token moves on. */
@Injectable()
export class OperatorReauthentication {
  constructor(
    private readonly dataSource: DataSource,
    private readonly credentials: CredentialCheck,
    private readonly failures: SignInFailures,
    private readonly sessions: OperatorSessions,
    private readonly service: OperatorSessionsService,
    private readonly audit: AuditTrail,
  ) {}

  async reauthenticate(caller: OperatorCaller, proof: Proof, origin: Origin): Promise<OperatorGranted> {
    const token = proof.refreshToken ? await this.sessions.read(proof.refreshToken) : undefined;
    if (token?.sessionId !== caller.sessionId) throw new Refusal(houseProblems.unauthenticated);
    const operator = await this.dataSource.getRepository(Operator).findOneByOrFail({ id: caller.operatorId });
    const credentials = { email: operator.email, password: proof.password };
    const { failures } = await this.credentials
      .check({ audience: 'console', credentials, origin, device: proof.device }, async () => operator)
      .catch(wrongPassword);
    await this.dataSource.transaction(async (tx) => {
      const row = await this.sessions.confirm(tx, caller.sessionId);
      if (!row) throw new Refusal(sessionProblems.session_revoked);
      await this.failures.forgetOn(tx, failures);
      const on = { type: 'operator-session', id: caller.sessionId };
      await this.audit.record(tx, { what: authAudit.operatorReauthenticated, by: caller, on, origin });
    });
    this.credentials.count('reauthenticated');
    return this.service.refresh(proof.refreshToken, origin);
  }
}
