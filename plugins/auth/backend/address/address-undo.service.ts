import { Injectable } from '@nestjs/common';
import type { Origin } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Clock } from '@purser/kit/backend/clock';
import { Refusal } from '@purser/kit/backend/errors';
import { Events } from '@purser/kit/backend/events';
import { DataSource, type EntityManager } from 'typeorm';
import { authAudit, authProblems } from '../../names.js';
import type { AddressUndoRecord } from '../../records.js';
import { KnownDevices } from '../device/known-devices.service.js';
import { accountDisputed } from '../events.js';
import { OneTimeTokens, type TokenHolder } from '../one-time-token/one-time-tokens.service.js';
import { PasswordVoiding } from '../password/password-voiding.service.js';
import { SessionEndings } from '../session/session-endings.service.js';
import { CustomerSessions } from '../session/session-tables.js';
import { maskedAddress } from '../user/email-address.js';
import { lockedUser } from '../user/locked-user.js';
import { type AddressChangeRow, AddressChanges } from './address-changes.js';
import { AddressHolding } from './address-holding.service.js';

/** The former address takes a change back, for somebody whose account was taken (SECURITY 21). */
@Injectable()
export class AddressUndo {
  constructor(
    private readonly dataSource: DataSource,
    private readonly tokens: OneTimeTokens,
    private readonly changes: AddressChanges,
    private readonly holding: AddressHolding,
    private readonly sessions: CustomerSessions,
    private readonly endings: SessionEndings,
    private readonly devices: KnownDevices,
    private readonly passwords: PasswordVoiding,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly audit: AuditTrail,
  ) {}

  /** Spends nothing. Throws 410 `token_used` or `token_expired`. */
  async look(token: string): Promise<AddressUndoRecord> {
    const { holder, change } = await this.find(token);
    return {
      old: maskedAddress(change.old_email),
      new: maskedAddress(change.new_email),
      changedAt: (change.confirmed_at ?? change.requested_at).toISOString(),
      expiresAt: holder.expiresAt.toISOString(),
    };
  }

  /**
   * Puts the old address back, whatever came after it: later changes and their links are void, earlier ones stand. Every
   * session ends, every device is forgotten, and no password opens the account until one is chosen by the mail that goes
   * to the old address. Of many at once one gets through, the others 410 `token_used`.
   */
  async undo(token: string, origin: Origin): Promise<void> {
    const { holder, change } = await this.find(token);
    await this.dataSource.transaction(async (tx) => {
      const user = await lockedUser(tx, holder.userId);
      const spending = await this.tokens.spendById(tx, holder.tokenId);
      if (spending.kind !== 'spent') throw new Refusal(authProblems.linkUsed);
      await this.holding.give(tx, user.id, change.old_email);
      await this.voidWhatCameAfter(tx, change);
      const ended = await this.endings.end(tx, this.sessions, { ownerId: user.id }, 'account_disputed');
      await this.devices.forget(tx, 'portal', user.id);
      await this.audit.record(tx, {
        what: authAudit.addressChangeUndone,
        by: 'anonymous',
        on: { type: 'user', id: user.id },
        origin,
        before: { email: maskedAddress(user.email) },
        after: { email: maskedAddress(change.old_email) },
        detail: { ended: ended.length },
      });
      await this.events.publish(tx, accountDisputed, { userId: user.id, email: change.old_email, origin });
    });
  }

  private async voidWhatCameAfter(tx: EntityManager, change: AddressChangeRow): Promise<void> {
    const { user_id: userId } = change;
    const undone = await this.changes.undoFrom(tx, change);
    await this.changes.cancel(tx, userId);
    await this.tokens.revoke(tx, userId, 'undo_address', undone);
    await this.tokens.revoke(tx, userId, 'change_address');
    // Also as a count: whoever took the account must not have used up the mails that give it back.
    await this.tokens.forget(tx, userId, 'reset_password');
    await this.passwords.void(tx, userId, this.clock.now());
  }

  private async find(token: string): Promise<{ holder: TokenHolder; change: AddressChangeRow }> {
    const holder = await this.tokens.look('undo_address', token);
    if (holder === 'used') throw new Refusal(authProblems.linkUsed);
    const change =
      holder !== 'expired' && holder.about ? await this.changes.find(this.dataSource.manager, holder.about) : undefined;
    if (holder === 'expired' || !change) throw new Refusal(authProblems.linkExpired);
    return { holder, change };
  }
}
