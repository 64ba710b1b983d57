import { Injectable } from '@nestjs/common';
import type { CustomerCaller, Origin } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Refusal } from '@purser/kit/backend/errors';
import { DataSource } from 'typeorm';
import { authAudit, authProblems } from '../../names.js';
import { OneTimeTokens, type TokenHolder } from '../one-time-token/one-time-tokens.service.js';
import { maskedAddress } from '../user/email-address.js';
import { lockedUser } from '../user/locked-user.js';
import { AddressChangeMail } from './address-change-mail.service.js';
import { AddressChanges } from './address-changes.js';
import { AddressHolding } from './address-holding.service.js';

/**
 * The new address is proven: by its link, wherever it is opened, or by its code where the person is signed in. Sessions
 * and devices stay, as the password did (SECURITY 8 names what ends them); recovery mails to the old mailbox do not.
 */
@Injectable()
export class AddressConfirmation {
  constructor(
    private readonly dataSource: DataSource,
    private readonly tokens: OneTimeTokens,
    private readonly changes: AddressChanges,
    private readonly holding: AddressHolding,
    private readonly mail: AddressChangeMail,
    private readonly audit: AuditTrail,
  ) {}

  async byLink(token: string, origin: Origin): Promise<void> {
    const holder = await this.tokens.look('change_address', token);
    if (holder === 'used') throw new Refusal(authProblems.linkUsed);
    if (holder === 'expired') throw new Refusal(authProblems.linkExpired);
    await this.move(holder, 'anonymous', origin);
  }

  async byCode(caller: CustomerCaller, code: string, origin: Origin): Promise<void> {
    const holder = await this.tokens.matchCode('change_address', { userId: caller.userId }, code);
    if (!holder) throw new Refusal(authProblems.invalidCode);
    await this.move(holder, caller, origin);
  }

  /** Of many at once one gets through. 409 `address_taken`, when another account proved it meanwhile, spends nothing. */
  private async move(holder: TokenHolder, by: CustomerCaller | 'anonymous', origin: Origin): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      const user = await lockedUser(tx, holder.userId);
      const spending = await this.tokens.spendById(tx, holder.tokenId);
      if (spending.kind !== 'spent') throw new Refusal(authProblems.linkUsed);
      const change = holder.about ? await this.changes.confirm(tx, holder.about) : undefined;
      if (!change || user.disabledAt) throw new Refusal(authProblems.linkExpired);
      await this.holding.give(tx, user.id, change.new_email);
      await this.tokens.revoke(tx, user.id, 'reset_password');
      await this.mail.tellBoth(tx, user, change);
      await this.audit.record(tx, {
        what: authAudit.addressChanged,
        by,
        on: { type: 'user', id: user.id },
        origin,
        before: { email: maskedAddress(change.old_email) },
        after: { email: maskedAddress(change.new_email) },
        detail: { how: by === 'anonymous' ? 'link' : 'code' },
      });
    });
  }
}
