import { Injectable } from '@nestjs/common';
import type { Origin } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Clock } from '@purser/kit/backend/clock';
import { Refusal } from '@purser/kit/backend/errors';
import { houseProblems } from '@purser/kit/problems';
import { DataSource, type EntityManager } from 'typeorm';
import { authAudit, sessionProblems } from '../../names.js';
import type { OperatorRecord, SessionEndReason } from '../../records.js';
import { RefreshCounter } from '../session/refresh-counter.service.js';
import { RefreshRotation } from '../session/refresh-rotation.service.js';
import { SessionEndings } from '../session/session-endings.service.js';
import { endOf, type SessionRow } from '../session/session-row.js';
import { OperatorSessions } from '../session/session-tables.js';
import { type SignOutProof, SignOutProofs } from '../session/sign-out-proofs.service.js';
import { Operator } from './operator.entity.js';
import { type OperatorGranted, OperatorGrants } from './operator-grants.service.js';

/** Renewing and ending an operator's session. */
@Injectable()
export class OperatorSessionsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly sessions: OperatorSessions,
    private readonly rotation: RefreshRotation,
    private readonly endings: SessionEndings,
    private readonly proofs: SignOutProofs,
    private readonly grants: OperatorGrants,
    private readonly audit: AuditTrail,
    private readonly counter: RefreshCounter,
  ) {}

  async refresh(wire: string | undefined, origin: Origin): Promise<OperatorGranted> {
    const token = wire ? await this.sessions.read(wire) : undefined;
    if (!token) throw this.counter.refused('unknown', new Refusal(houseProblems.unauthenticated));
    const rotation = await this.rotation.rotate<OperatorRecord>(this.sessions, token);
    switch (rotation.kind) {
      case 'limited':
        throw this.counter.refused(
          'limited',
          new Refusal(houseProblems.tooManyRequests, { retryAfter: rotation.retryAfter }),
        );
      case 'ended':
        throw this.counter.refused(rotation.reason, new Refusal(sessionProblems[rotation.reason]));
      case 'spent': {
        const reason = await this.endSpent(rotation.row, rotation.reason, origin);
        throw this.counter.refused(reason, new Refusal(sessionProblems[reason]));
      }
      default: {
        this.counter.count(rotation.kind);
        return this.grants.grant(rotation.row, rotation.refreshToken, rotation.row.holder);
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
      by: await this.grants.callerOf(tx, row, operator),
      on: { type: 'operator-session', id },
      origin,
    });
  }

  /** As customers have it: this session only, with the reason that it really ended with. */
  private async endSpent(
    row: SessionRow,
    reason: 'refresh_reused' | 'restored',
    origin: Origin,
  ): Promise<SessionEndReason> {
    return this.dataSource.transaction(async (tx) => {
      const ended = await this.endings.end(tx, this.sessions, { ids: [row.id] }, reason);
      if (ended.length === 0) return (await this.sessions.find(tx, row.id))?.end_reason ?? reason;
      if (reason !== 'refresh_reused') return reason;
      const on = { type: 'operator-session', id: row.id };
      const detail = { operatorId: row.owner_id };
      await this.audit.record(tx, { what: authAudit.refreshReused, by: 'anonymous', on, origin, detail });
      return reason;
    });
  }
}
