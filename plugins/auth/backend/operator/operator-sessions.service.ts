import { Injectable } from '@nestjs/common';
import type { OperatorCaller, Origin } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Clock } from '@purser/kit/backend/clock';
import { Refusal } from '@purser/kit/backend/errors';
import { houseProblems } from '@purser/kit/problems';
import { DataSource, type EntityManager } from 'typeorm';
import { authAudit, authProblems, sessionProblems } from '../../names.js';
import type { OperatorGrantRecord, OperatorRole } from '../../records.js';
import { AccessTokens } from '../session/access-tokens.service.js';
import { CredentialCheck, type Credentials } from '../session/credential-check.service.js';
import { RefreshCounter } from '../session/refresh-counter.service.js';
import { RefreshRotation } from '../session/refresh-rotation.service.js';
import { SessionEndings } from '../session/session-endings.service.js';
import { endOf, type SessionRow, sessionRecordOf } from '../session/session-row.js';
import { OperatorSessions } from '../session/session-tables.js';
import { SignInFailures } from '../session/sign-in-failures.service.js';
import { type SignOutProof, SignOutProofs } from '../session/sign-out-proofs.service.js';
import { Operator, operatorRecordOf } from './operator.entity.js';
import { OperatorRoles } from './operator-roles.service.js';
import { RolePermissions } from './role-permissions.service.js';

export interface OperatorGranted {
  readonly record: OperatorGrantRecord;
  readonly refreshToken: string;
  readonly refreshExpires: Date;
}

/** Opening, renewing and ending an operator's session. */
@Injectable()
export class OperatorSessionsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly credentials: CredentialCheck,
    private readonly failures: SignInFailures,
    private readonly sessions: OperatorSessions,
    private readonly rotation: RefreshRotation,
    private readonly endings: SessionEndings,
    private readonly tokens: AccessTokens,
    private readonly proofs: SignOutProofs,
    private readonly roles: OperatorRoles,
    private readonly permissions: RolePermissions,
    private readonly audit: AuditTrail,
    private readonly counter: RefreshCounter,
  ) {}

  async signIn(given: Credentials, origin: Origin, replaces?: string): Promise<OperatorGranted> {
    const operators = this.dataSource.getRepository(Operator);
    const operator = await this.credentials.check('console', given, origin, (key) =>
      operators.findOneBy({ emailKey: key }),
    );
    if (operator.disabledAt) {
      return this.credentials.refuse({ audience: 'console', email: given.email, origin, person: operator }, 'disabled');
    }
    const stronger = await this.credentials.strongerHash(operator, given.password);
    const before = replaces && (await this.sessions.read(replaces));
    const opened = await this.dataSource.transaction(async (tx) => {
      const [alive]: unknown[] = await tx.query(
        'SELECT 1 FROM auth_operator WHERE id = $1 AND disabled_at IS NULL AND password_hash = $2 FOR UPDATE',
        [operator.id, operator.passwordHash],
      );
      if (!alive) throw new Refusal(authProblems.invalidCredentials);
      if (stronger) await tx.update(Operator, operator.id, { passwordHash: stronger });
      if (before) await this.endings.end(tx, this.sessions, { ids: [before.sessionId] }, 'signed_out');
      const made = await this.sessions.open(tx, operator.id, origin, 'browser');
      await this.failures.forget(tx, 'console', given.email);
      const on = { type: 'operator-session', id: made.row.id };
      await this.audit.record(tx, {
        what: authAudit.operatorSignedIn,
        by: await this.callerOf(tx, made.row, operator),
        on,
        origin,
      });
      return made;
    });
    this.credentials.count('ok');
    return this.grant(opened.row, opened.refreshToken, operator);
  }

  async refresh(wire: string | undefined): Promise<OperatorGranted> {
    const token = wire ? await this.sessions.read(wire) : undefined;
    if (!token) throw this.counter.refused('unknown', new Refusal(houseProblems.unauthenticated));
    const rotation = await this.rotation.rotate(this.sessions, token);
    switch (rotation.kind) {
      case 'limited':
        throw this.counter.refused(
          'limited',
          new Refusal(houseProblems.tooManyRequests, { retryAfter: rotation.retryAfter }),
        );
      case 'ended':
        throw this.counter.refused(rotation.reason, new Refusal(sessionProblems[rotation.reason]));
      case 'spent': {
        await this.endSpent(rotation.row, rotation.reason);
        throw this.counter.refused(rotation.reason, new Refusal(sessionProblems[rotation.reason]));
      }
      default: {
        const operator = await this.dataSource.getRepository(Operator).findOneByOrFail({ id: rotation.row.owner_id });
        this.counter.count(rotation.kind);
        return this.grant(rotation.row, rotation.refreshToken, operator);
      }
    }
  }

  /** Idempotent, like every sign-out. */
  async signOut(proof: SignOutProof, origin: Origin): Promise<void> {
    const ids = await this.proofs.sessionsOf('console', this.sessions, proof);
    if (ids.length === 0) return;
    await this.dataSource.transaction(async (tx) => {
      for (const id of ids) await this.signOutOf(tx, id, origin);
    });
  }

  private async signOutOf(tx: EntityManager, id: string, origin: Origin): Promise<void> {
    const row = await this.sessions.find(tx, id);
    if (!row || endOf(row, this.clock.now())) return;
    await this.endings.end(tx, this.sessions, { ids: [id] }, 'signed_out');
    const operator = await tx.findOneByOrFail(Operator, { id: row.owner_id });
    await this.audit.record(tx, {
      what: authAudit.operatorSignedOut,
      by: await this.callerOf(tx, row, operator),
      on: { type: 'operator-session', id },
      origin,
    });
  }

  private async endSpent(row: SessionRow, reason: 'refresh_reused' | 'restored'): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      const ended = await this.endings.end(tx, this.sessions, { ids: [row.id] }, reason);
      if (ended.length === 0 || reason !== 'refresh_reused') return;
      const on = { type: 'operator-session', id: row.id };
      await this.audit.record(tx, {
        what: authAudit.refreshReused,
        by: 'anonymous',
        on,
        detail: { operatorId: row.owner_id },
      });
    });
  }

  private async grant(row: SessionRow, refreshToken: string, operator: Operator): Promise<OperatorGranted> {
    const access = await this.tokens.sign('console', operator.id, row.id);
    const serverTime = this.clock.now().toISOString();
    return {
      record: { ...access, serverTime, session: sessionRecordOf(row), operator: operatorRecordOf(operator) },
      refreshToken,
      refreshExpires: row.idle_expires_at,
    };
  }

  private async callerOf(tx: EntityManager, row: SessionRow, operator: Operator): Promise<OperatorCaller> {
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
