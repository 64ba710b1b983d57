import { Injectable } from '@nestjs/common';
import type { CustomerCaller, Origin } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { type Statement, Statements } from '@purser/kit/backend/statements';
import { DataSource, type EntityManager } from 'typeorm';
import { authAudit } from '../../names.js';
import type { UserRecord } from '../../records.js';
import { KnownDevices } from '../device/known-devices.service.js';
import { NewDevices } from '../device/new-devices.service.js';
import type { User } from '../user/user.entity.js';
import { CredentialCheck, type Credentials } from './credential-check.service.js';
import { CustomerGrants, type Granted } from './customer-grants.service.js';
import { deviceOf } from './device.js';
import { SessionEndings } from './session-endings.service.js';
import { CustomerSessions } from './session-tables.js';
import { SignInLock } from './sign-in-lock.service.js';

export interface SignInContext {
  readonly origin: Origin;
  readonly client: 'browser' | 'native';
  /** The token of the device's cookie. */
  readonly device: string | undefined;
  /** The refresh token this browser held before: its session is replaced (SECURITY 4). */
  readonly replaces?: string;
}

type SigningIn = UserRecord & Pick<User, 'passwordHash' | 'confirmedAt' | 'disabledAt'>;

const personOfAddress: Statement = {
  name: 'auth.person-of-address',
  text: `SELECT id, email, name, locale, default_workspace_id AS "defaultWorkspaceId", password_hash AS "passwordHash",
           confirmed_at AS "confirmedAt", disabled_at AS "disabledAt"
         FROM auth_user WHERE email_key = $1`,
};

@Injectable()
export class CustomerSignIn {
  constructor(
    private readonly dataSource: DataSource,
    private readonly statements: Statements,
    private readonly credentials: CredentialCheck,
    private readonly lock: SignInLock,
    private readonly devices: KnownDevices,
    private readonly newDevices: NewDevices,
    private readonly sessions: CustomerSessions,
    private readonly endings: SessionEndings,
    private readonly grants: CustomerGrants,
    private readonly audit: AuditTrail,
  ) {}

  async signIn(credentials: Credentials, context: SignInContext): Promise<Granted> {
    const { origin, device, replaces } = context;
    const checked = await this.credentials.check({ audience: 'portal', credentials, origin, device }, async (key) => {
      const [user] = await this.statements.run<SigningIn>(personOfAddress, [key]);
      return user ?? null;
    });
    const user = checked.person;
    const attempt = { audience: 'portal', email: credentials.email, origin, person: user } as const;
    if (user.disabledAt) return this.credentials.refuse(attempt, 'disabled');
    if (!user.confirmedAt) return this.credentials.refuse(attempt, 'unconfirmed');
    const before = replaces && (await this.sessions.read(replaces));
    const { opened, remembered } = await this.dataSource.transaction(async (tx) => {
      const { firstOfAll } = await this.lock.hold(tx, 'portal', checked);
      if (before) await this.endings.end(tx, this.sessions, { ids: [before.sessionId] }, 'signed_out');
      return this.open(tx, user.id, context, firstOfAll);
    });
    this.credentials.count('ok');
    const granted = await this.grants.grant(opened.row, opened.refreshToken, user);
    return { ...granted, device: { token: remembered.token, expires: this.devices.cookieExpires } };
  }

  private async open(
    tx: EntityManager,
    userId: string,
    { origin, client, device }: SignInContext,
    firstOfAll: boolean,
  ) {
    const remembered = await this.devices.remember(tx, 'portal', userId, device);
    const opened = await this.sessions.open(tx, userId, { origin, client, deviceId: remembered.id });
    if (!remembered.known && !firstOfAll) await this.newDevices.announce(tx, 'customer', opened.row);
    const { id, signed_in_at } = opened.row;
    const by: CustomerCaller = { kind: 'customer', userId, sessionId: id, signedInAt: signed_in_at };
    await this.audit.record(tx, {
      what: authAudit.signedIn,
      by,
      on: { type: 'session', id },
      origin,
      detail: { device: deviceOf(origin.userAgent), factor: 'password', knownDevice: remembered.known },
    });
    return { opened, remembered };
  }
}
