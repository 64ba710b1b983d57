import { Injectable } from '@nestjs/common';
import type { Origin } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Refusal } from '@purser/kit/backend/errors';
import { Mailer } from '@purser/kit/backend/mail';
import { HouseSettings } from '@purser/kit/backend/settings';
import { houseProblems } from '@purser/kit/problems';
import { DataSource, type EntityManager } from 'typeorm';
import { authAudit, sessionProblems } from '../../names.js';
import type { SessionEndReason, UserRecord } from '../../records.js';
import { sessionCopied } from '../mails/session-copied.mail.js';
import { User } from '../user/user.entity.js';
import { CustomerGrants, type Granted } from './customer-grants.service.js';
import { deviceOf } from './device.js';
import { RefreshCounter } from './refresh-counter.service.js';
import { RefreshRotation } from './refresh-rotation.service.js';
import { SessionEndings } from './session-endings.service.js';
import type { SessionRow } from './session-row.js';
import { CustomerSessions } from './session-tables.js';

@Injectable()
export class CustomerRefresh {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sessions: CustomerSessions,
    private readonly rotation: RefreshRotation,
    private readonly endings: SessionEndings,
    private readonly grants: CustomerGrants,
    private readonly audit: AuditTrail,
    private readonly mailer: Mailer,
    private readonly settings: HouseSettings,
    private readonly counter: RefreshCounter,
  ) {}

  /** Throws 401 with the reason when the session is over, 401 `unauthenticated` when the token is none of ours. */
  async refresh(wire: string | undefined, origin: Origin): Promise<Granted> {
    const token = wire ? await this.sessions.read(wire) : undefined;
    if (!token) throw this.counter.refused('unknown', new Refusal(houseProblems.unauthenticated));
    const rotation = await this.rotation.rotate<UserRecord>(this.sessions, token);
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

  /** Ends this session only; the person's others had no part in it (SECURITY 5). */
  private async endSpent(
    row: SessionRow,
    reason: 'refresh_reused' | 'restored',
    origin: Origin,
  ): Promise<SessionEndReason> {
    return this.dataSource.transaction(async (tx) => {
      const ended = await this.endings.end(tx, this.sessions, { ids: [row.id] }, reason);
      // Somebody else ended it first, with another reason, and told the person.
      if (ended.length === 0) return (await this.sessions.find(tx, row.id))?.end_reason ?? reason;
      if (reason === 'refresh_reused') await this.alert(tx, row, origin);
      return reason;
    });
  }

  private async alert(tx: EntityManager, row: SessionRow, origin: Origin): Promise<void> {
    await this.audit.record(tx, {
      what: authAudit.refreshReused,
      by: 'anonymous',
      on: { type: 'session', id: row.id },
      origin,
      detail: { userId: row.owner_id },
    });
    const user = await tx.findOneByOrFail(User, { id: row.owner_id });
    await this.mailer.queue(tx, sessionCopied, {
      to: user.email,
      locale: user.locale,
      key: `auth.session-copied:${row.id}`,
      data: {
        product: this.settings.productName,
        name: user.name,
        device: deviceOf(row.user_agent),
        link: `${this.settings.publicUrl}/security`,
      },
    });
  }
}
