import { Inject, Injectable } from '@nestjs/common';
import type { CustomerCaller, Origin } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Refusal } from '@purser/kit/backend/errors';
import { RateLimits } from '@purser/kit/backend/limits';
import { optionsOf } from '@purser/kit/backend/plugin';
import type { AuditName } from '@purser/kit/names';
import { DataSource, type EntityManager } from 'typeorm';
import { authAudit, authProblems } from '../../names.js';
import type { AddressRecord } from '../../records.js';
import type { AuthOptions } from '../auth.options.js';
import { OneTimeTokens } from '../one-time-token/one-time-tokens.service.js';
import { emailKey, maskedAddress } from '../user/email-address.js';
import { lockedUser } from '../user/locked-user.js';
import { User } from '../user/user.entity.js';
import { AddressChangeMail } from './address-change-mail.service.js';
import { AddressChanges } from './address-changes.js';

const TEN_MINUTES = 600;

/** Somebody who is signed in wants another address. Nothing changes before the new one is proven. */
@Injectable()
export class AddressChange {
  constructor(
    private readonly dataSource: DataSource,
    private readonly changes: AddressChanges,
    private readonly tokens: OneTimeTokens,
    private readonly mail: AddressChangeMail,
    private readonly limits: RateLimits,
    private readonly audit: AuditTrail,
    @Inject(optionsOf('auth')) private readonly options: AuthOptions,
  ) {}

  async read(userId: string): Promise<AddressRecord> {
    const tx = this.dataSource.manager;
    const { email } = await tx.findOneByOrFail(User, { id: userId });
    const pending = await this.changes.pendingOf(tx, userId);
    if (!pending) return { email, pending: null };
    const [sent]: { at: Date }[] = await tx.query(
      `SELECT created_at AS at FROM auth_token WHERE user_id = $1 AND purpose = 'change_address'
       ORDER BY created_at DESC LIMIT 1`,
      [userId],
    );
    const sentAt = sent?.at ?? pending.requested_at;
    return {
      email,
      pending: {
        new: pending.new_email,
        requestedAt: pending.requested_at.toISOString(),
        expiresAt: pending.expires_at.toISOString(),
        resendAt: new Date(sentAt.getTime() + this.options.confirm.cooldownSeconds * 1000).toISOString(),
      },
    };
  }

  /** Does the same, whether somebody else has the address or not. 400 `address_same`, 429 `too_many_attempts`. */
  async request(caller: CustomerCaller, wanted: string, origin: Origin): Promise<void> {
    await this.limits.consume('auth.address-change', caller.userId, { points: 10, seconds: 3600 });
    const prepared = await this.tokens.prepare();
    await this.dataSource.transaction(async (tx) => {
      const user = await lockedUser(tx, caller.userId);
      if (emailKey(wanted) === user.emailKey) {
        throw new Refusal(authProblems.addressSame, { errors: { new: authProblems.addressSame.message } });
      }
      const waiting = await this.changes.pendingOf(tx, user.id);
      const isAgain = waiting !== undefined && emailKey(waiting.new_email) === emailKey(wanted);
      await this.refuseTooMany(tx, user.id, isAgain);
      const change = await this.changes.open(tx, user, wanted.trim(), this.options.confirm.linkSeconds);
      await this.mail.ask(tx, user, change, prepared);
      await this.record(tx, authAudit.addressChangeRequested, caller, origin, { to: maskedAddress(wanted) });
    });
  }

  /** 409 `no_address_change` when none waits, 429 within the cooldown. */
  async resend(caller: CustomerCaller): Promise<void> {
    const prepared = await this.tokens.prepare();
    await this.dataSource.transaction(async (tx) => {
      const user = await lockedUser(tx, caller.userId);
      const change = await this.changes.pendingOf(tx, user.id);
      if (!change) throw new Refusal(authProblems.noAddressChange);
      await this.refuseTooMany(tx, user.id, true);
      await this.changes.prolong(tx, change.id, this.options.confirm.linkSeconds);
      await this.mail.ask(tx, user, change, prepared);
    });
  }

  /** Idempotent; the link and the code that were sent are worth nothing from then on. */
  async cancel(caller: CustomerCaller, origin: Origin): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      await lockedUser(tx, caller.userId);
      if (!(await this.changes.cancel(tx, caller.userId))) return;
      await this.tokens.revoke(tx, caller.userId, 'change_address');
      await this.record(tx, authAudit.addressChangeCancelled, caller, origin);
    });
  }

  /** A mistyped address may be corrected at once; a second mail to the same one waits. */
  private async refuseTooMany(tx: EntityManager, userId: string, isAgain: boolean): Promise<void> {
    const cooldownSeconds = isAgain ? this.options.confirm.cooldownSeconds : 0;
    const isCooling = await this.tokens.isCooling(tx, userId, 'change_address', {
      ...this.options.confirm,
      cooldownSeconds,
    });
    if (isCooling) throw new Refusal(authProblems.tooManyMails, { retryAfter: cooldownSeconds || TEN_MINUTES });
  }

  private async record(
    tx: EntityManager,
    what: AuditName,
    by: CustomerCaller,
    origin: Origin,
    detail?: Record<string, unknown>,
  ): Promise<void> {
    await this.audit.record(tx, { what, by, on: { type: 'user', id: by.userId }, origin, detail });
  }
}
