import { Injectable } from '@nestjs/common';
import type { CustomerCaller, Origin } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Refusal } from '@purser/kit/backend/errors';
import { DataSource } from 'typeorm';
import { authAudit, authProblems } from '../../names.js';
import { User } from '../user/user.entity.js';
import { CredentialCheck, type Credentials } from './credential-check.service.js';
import { CustomerGrants, type Granted } from './customer-grants.service.js';
import { deviceOf } from './device.js';
import { SessionEndings } from './session-endings.service.js';
import { CustomerSessions } from './session-tables.js';
import { SignInFailures } from './sign-in-failures.service.js';

export interface SignInContext {
  readonly origin: Origin;
  readonly client: 'browser' | 'native';
  /** The refresh token this browser held before: its session is replaced (SECURITY 4). */
  readonly replaces?: string;
}

@Injectable()
export class CustomerSignIn {
  constructor(
    private readonly dataSource: DataSource,
    private readonly credentials: CredentialCheck,
    private readonly failures: SignInFailures,
    private readonly sessions: CustomerSessions,
    private readonly endings: SessionEndings,
    private readonly grants: CustomerGrants,
    private readonly audit: AuditTrail,
  ) {}

  async signIn(given: Credentials, { origin, client, replaces }: SignInContext): Promise<Granted> {
    const users = this.dataSource.getRepository(User);
    const user = await this.credentials.check('portal', given, origin, (key) => users.findOneBy({ emailKey: key }));
    const attempt = { audience: 'portal', email: given.email, origin, person: user } as const;
    if (user.disabledAt) return this.credentials.refuse(attempt, 'disabled');
    if (!user.confirmedAt) return this.credentials.refuse(attempt, 'unconfirmed');
    const stronger = await this.credentials.strongerHash(user, given.password);
    const before = replaces && (await this.sessions.read(replaces));
    const opened = await this.dataSource.transaction(async (tx) => {
      // Suspension ends sessions under this lock, so none can be opened beside it.
      const [alive]: unknown[] = await tx.query(
        'SELECT 1 FROM auth_user WHERE id = $1 AND disabled_at IS NULL AND password_hash = $2 FOR UPDATE',
        [user.id, user.passwordHash],
      );
      if (!alive) {
        this.credentials.count('wrong');
        throw new Refusal(authProblems.invalidCredentials);
      }
      if (stronger) await tx.update(User, user.id, { passwordHash: stronger });
      if (before) await this.endings.end(tx, this.sessions, { ids: [before.sessionId] }, 'signed_out');
      const made = await this.sessions.open(tx, user.id, origin, client);
      const by: CustomerCaller = {
        kind: 'customer',
        userId: user.id,
        sessionId: made.row.id,
        signedInAt: made.row.signed_in_at,
      };
      await this.failures.forget(tx, 'portal', given.email);
      await this.audit.record(tx, {
        what: authAudit.signedIn,
        by,
        on: { type: 'session', id: made.row.id },
        origin,
        detail: { device: deviceOf(origin.userAgent), factor: 'password' },
      });
      return made;
    });
    this.credentials.count('ok');
    return this.grants.grant(opened.row, opened.refreshToken, user);
  }
}
