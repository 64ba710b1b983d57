import { Injectable } from '@nestjs/common';
import type { Origin } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Clock } from '@purser/kit/backend/clock';
import { Refusal } from '@purser/kit/backend/errors';
import { Events } from '@purser/kit/backend/events';
import { DataSource } from 'typeorm';
import { authAudit, authProblems } from '../../names.js';
import type { DisownedRecord } from '../../records.js';
import { accountDisputed } from '../events.js';
import { OneTimeTokens, type TokenHolder } from '../one-time-token/one-time-tokens.service.js';
import { PasswordVoiding } from '../password/password-voiding.service.js';
import { deviceOf } from '../session/device.js';
import { SessionEndings } from '../session/session-endings.service.js';
import { endOf, type SessionRow } from '../session/session-row.js';
import { CustomerSessions } from '../session/session-tables.js';
import { lockedUser } from '../user/locked-user.js';
import { KnownDevices } from './known-devices.service.js';

/** "This wasn't me": what the link in the alert about a new device shows, and what its page does when it is pressed. */
@Injectable()
export class DisownedSessions {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly tokens: OneTimeTokens,
    private readonly sessions: CustomerSessions,
    private readonly endings: SessionEndings,
    private readonly devices: KnownDevices,
    private readonly passwords: PasswordVoiding,
    private readonly events: Events,
    private readonly audit: AuditTrail,
  ) {}

  /** Spends nothing. Throws 410 `token_used` or `token_expired`. */
  async look(token: string): Promise<DisownedRecord> {
    const { row } = await this.find(token);
    return {
      device: deviceOf(row.user_agent),
      place: row.place,
      signedInAt: row.created_at.toISOString(),
      over: endOf(row, this.clock.now()) !== null,
    };
  }

  /**
   * Ends exactly that session, forgets its device, and takes the password away that opened it, so that it opens nothing
   * more; the person is mailed the way to a new one. Of many at once one gets through, the others 410 `token_used`.
   */
  async disown(token: string, origin: Origin): Promise<void> {
    const { holder, row } = await this.find(token);
    await this.dataSource.transaction(async (tx) => {
      const user = await lockedUser(tx, holder.userId);
      const spending = await this.tokens.spendById(tx, holder.tokenId);
      if (spending.kind !== 'spent') throw new Refusal(authProblems.linkUsed);
      await this.passwords.void(tx, user.id, row.created_at);
      const ended = await this.endings.end(tx, this.sessions, { ids: [row.id] }, 'account_disputed');
      await this.devices.forgetOf(tx, 'portal', row.id);
      await this.audit.record(tx, {
        what: authAudit.sessionDisowned,
        by: 'anonymous',
        on: { type: 'session', id: row.id },
        origin,
        detail: { userId: holder.userId, ended: ended.length },
      });
      await this.events.publish(tx, accountDisputed, { userId: user.id, email: user.email, origin });
    });
  }

  private async find(token: string): Promise<{ holder: TokenHolder; row: SessionRow }> {
    const holder = await this.tokens.look('disown_session', token);
    if (holder === 'used') throw new Refusal(authProblems.linkUsed);
    const row =
      holder !== 'expired' && holder.about
        ? await this.sessions.find(this.dataSource.manager, holder.about)
        : undefined;
    if (holder === 'expired' || !row) throw new Refusal(authProblems.linkExpired);
    return { holder, row };
  }
}
