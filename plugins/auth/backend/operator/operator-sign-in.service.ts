import { Injectable } from '@nestjs/common';
import type { Origin } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { DataSource, type EntityManager } from 'typeorm';
import { authAudit } from '../../names.js';
import { KnownDevices } from '../device/known-devices.service.js';
import { NewDevices } from '../device/new-devices.service.js';
import { CredentialCheck, type Credentials } from '../session/credential-check.service.js';
import { deviceOf } from '../session/device.js';
import { SessionEndings } from '../session/session-endings.service.js';
import { OperatorSessions } from '../session/session-tables.js';
import { SignInLock } from '../session/sign-in-lock.service.js';
import { Operator } from './operator.entity.js';
import { type OperatorGranted, OperatorGrants } from './operator-grants.service.js';

export interface OperatorSignInContext {
  readonly origin: Origin;
  /** The token of the device's cookie. */
  readonly device: string | undefined;
  /** The refresh token this browser held before: its session is replaced (SECURITY 4). */
  readonly replaces: string | undefined;
}

@Injectable()
export class OperatorSignIn {
  constructor(
    private readonly dataSource: DataSource,
    private readonly credentials: CredentialCheck,
    private readonly lock: SignInLock,
    private readonly devices: KnownDevices,
    private readonly newDevices: NewDevices,
    private readonly sessions: OperatorSessions,
    private readonly endings: SessionEndings,
    private readonly grants: OperatorGrants,
    private readonly audit: AuditTrail,
  ) {}

  async signIn(credentials: Credentials, context: OperatorSignInContext): Promise<OperatorGranted> {
    const { origin, device, replaces } = context;
    const operators = this.dataSource.getRepository(Operator);
    const checked = await this.credentials.check({ audience: 'console', credentials, origin, device }, (key) =>
      operators.findOneBy({ emailKey: key }),
    );
    const operator = checked.person;
    if (operator.disabledAt) {
      const attempt = { audience: 'console', email: credentials.email, origin, person: operator } as const;
      return this.credentials.refuse(attempt, 'disabled');
    }
    const before = replaces && (await this.sessions.read(replaces));
    const { opened, remembered } = await this.dataSource.transaction(async (tx) => {
      const { firstOfAll } = await this.lock.hold(tx, 'console', checked);
      if (before) await this.endings.end(tx, this.sessions, { ids: [before.sessionId] }, 'signed_out');
      return this.open(tx, operator, context, firstOfAll);
    });
    this.credentials.count('ok');
    const granted = await this.grants.grant(opened.row, opened.refreshToken, operator);
    return { ...granted, device: { token: remembered.token, expires: this.devices.cookieExpires } };
  }

  private async open(
    tx: EntityManager,
    operator: Operator,
    { origin, device }: OperatorSignInContext,
    firstOfAll: boolean,
  ) {
    const remembered = await this.devices.remember(tx, 'console', operator.id, device);
    const opened = await this.sessions.open(tx, operator.id, { origin, client: 'browser', deviceId: remembered.id });
    if (!remembered.known && !firstOfAll) await this.newDevices.announce(tx, 'operator', opened.row);
    await this.audit.record(tx, {
      what: authAudit.operatorSignedIn,
      by: await this.grants.callerOf(tx, opened.row, operator),
      on: { type: 'operator-session', id: opened.row.id },
      origin,
      detail: { device: deviceOf(origin.userAgent), factor: 'password', knownDevice: remembered.known },
    });
    return { opened, remembered };
  }
}
