import { Injectable } from '@nestjs/common';
import type { Origin } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Clock } from '@purser/kit/backend/clock';
import { Refusal } from '@purser/kit/backend/errors';
import { Mailer } from '@purser/kit/backend/mail';
import { HouseSettings } from '@purser/kit/backend/settings';
import { houseProblems } from '@purser/kit/problems';
import { DataSource, type EntityManager, IsNull, Not } from 'typeorm';
import { authAudit, authProblems } from '../../names.js';
import { KnownDevices } from '../device/known-devices.service.js';
import {
  OneTimeTokens,
  type PreparedToken,
  type TokenHolder,
  type TokenLife,
} from '../one-time-token/one-time-tokens.service.js';
import { shownCode } from '../one-time-token/typed-code.js';
import { SessionEndings } from '../session/session-endings.service.js';
import { CustomerSessions } from '../session/session-tables.js';
import { SignInFailures } from '../session/sign-in-failures.service.js';
import { ConfirmationService } from '../signup/confirmation.service.js';
import { emailKey, maskedAddress } from '../user/email-address.js';
import { User } from '../user/user.entity.js';
import { type KnownUser, UserDirectory } from '../user/user-directory.service.js';
import { PasswordHasher } from './password-hasher.service.js';
import { PasswordNotice } from './password-notice.service.js';
import { weaknessOf } from './password-rules.js';

/** What is mailed to somebody who wants back in. */
export interface RecoveryKey {
  readonly tokenId: string;
  readonly user: KnownUser;
  /** For the link. */
  readonly token: string;
  /** As people read it: "K7QM-2RXD". */
  readonly code: string;
}

/** Somebody who proved the mailbox, and with what. */
export interface Recovery {
  readonly tokenId: string;
  readonly user: KnownUser;
  /** "m•••@example.org" */
  readonly maskedEmail: string;
  readonly expiresAt: Date;
}

/** A new password for somebody who can read the account's mail, instead of knowing the old password (SECURITY 18). */
@Injectable()
export class PasswordRecovery {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly tokens: OneTimeTokens,
    private readonly users: UserDirectory,
    private readonly hasher: PasswordHasher,
    private readonly sessions: CustomerSessions,
    private readonly endings: SessionEndings,
    private readonly failures: SignInFailures,
    private readonly devices: KnownDevices,
    private readonly confirmations: ConfirmationService,
    private readonly notice: PasswordNotice,
    private readonly mailer: Mailer,
    private readonly audit: AuditTrail,
    private readonly settings: HouseSettings,
  ) {}

  /** Slow, because it hashes the code: before the transaction. */
  prepare(): Promise<PreparedToken> {
    return this.tokens.prepare();
  }

  /** A look without a lock: true when `begin` would say `held`, so that nothing slow is done for nothing. */
  async isHeld(userId: string, life: TokenLife): Promise<boolean> {
    const { manager } = this.dataSource;
    if (await this.tokens.isCooling(manager, userId, 'reset_password', life)) return true;
    const user = await manager.findOne(User, { where: { id: userId }, select: { id: true, email: true } });
    return user !== null && !(await this.mailer.admits(manager, user.email));
  }

  /**
   * Makes the newest, and only, living key of somebody. `held`: there was one a moment ago; `disabled`: operators keep this
   * person out, and a new password would not let them in. Changes nothing in the account.
   */
  async begin(
    tx: EntityManager,
    userId: string,
    prepared: PreparedToken,
    life: TokenLife,
  ): Promise<RecoveryKey | 'held' | 'disabled'> {
    const user = await tx.findOne(User, { where: { id: userId }, lock: { mode: 'pessimistic_write' } });
    if (!user) throw new Refusal(houseProblems.notFound);
    if (user.disabledAt) return 'disabled';
    if (await this.tokens.isCooling(tx, userId, 'reset_password', life)) return 'held';
    if (!(await this.mailer.admits(tx, user.email))) return 'held';
    const tokenId = await this.tokens.issue(tx, userId, 'reset_password', prepared, life);
    return { tokenId, user, token: prepared.token, code: shownCode(prepared.code) };
  }

  /** Spends nothing. Throws 410 `token_used`, `token_superseded` or `token_expired`, 403 `account_disabled`. */
  async byLink(token: string): Promise<Recovery> {
    const holder = await this.tokens.look('reset_password', token);
    if (holder === 'used') throw new Refusal(authProblems.linkUsed);
    if (holder === 'expired') {
      const isSuperseded = await this.tokens.isSuperseded('reset_password', token);
      throw new Refusal(isSuperseded ? authProblems.linkSuperseded : authProblems.linkExpired);
    }
    return this.of(holder);
  }

  /** Counts a try, of which there are five. Throws 400 `invalid_code`, whatever is wrong with it. */
  async byCode(email: string, code: string): Promise<Recovery> {
    const holder = await this.tokens.matchCode('reset_password', { emailKey: emailKey(email) }, code);
    if (!holder) throw new Refusal(authProblems.invalidCode);
    return this.of(holder);
  }

  /**
   * Sets the password, ends every session, tells the person; a weak password (400 `weak_password`) spends nothing. Of
   * many at once with one token one gets through, the others 410 `token_used`. Signs nobody in.
   */
  async complete({ tokenId, user }: Recovery, password: string, origin: Origin): Promise<void> {
    const weakness = weaknessOf(password, { ...user, product: this.settings.productName });
    if (weakness) throw new Refusal(authProblems.weakPassword, { message: weakness, errors: { password: weakness } });
    const passwordHash = await this.hasher.hash(password);
    await this.dataSource.transaction(async (tx) => {
      await this.write(tx, user.id, passwordHash);
      const spending = await this.tokens.spendById(tx, tokenId);
      if (spending.kind !== 'spent') throw new Refusal(authProblems.linkUsed);
      await this.confirmations.confirm(tx, user.id);
      await this.failures.forget(tx, 'portal', user.email);
      await this.devices.forget(tx, 'portal', user.id);
      const ended = await this.endings.end(tx, this.sessions, { ownerId: user.id }, 'password_changed');
      await this.audit.record(tx, {
        what: authAudit.passwordRecovered,
        by: 'anonymous',
        on: { type: 'user', id: user.id },
        origin,
        detail: { ended: ended.length },
      });
      await this.notice.tell(tx, user, origin);
    });
  }

  /** Who holds a living token has proven the mailbox, and may know that operators keep the account closed. */
  private async of(holder: TokenHolder): Promise<Recovery> {
    const user = (await this.users.find([holder.userId])).get(holder.userId);
    if (!user) throw new Refusal(authProblems.linkExpired);
    const isDisabled = await this.dataSource.manager.existsBy(User, { id: user.id, disabledAt: Not(IsNull()) });
    if (isDisabled) throw new Refusal(authProblems.accountSuspended);
    return { tokenId: holder.tokenId, user, maskedEmail: maskedAddress(user.email), expiresAt: holder.expiresAt };
  }

  /** Locks the person's row, as everything that issues or spends their tokens does. */
  private async write(tx: EntityManager, userId: string, passwordHash: string): Promise<void> {
    const [, written]: [unknown, number] = await tx.query(
      `UPDATE auth_user SET password_hash = $2, password_changed_at = $3, updated_at = $3
       WHERE id = $1 AND disabled_at IS NULL`,
      [userId, passwordHash, this.clock.now()],
    );
    if (written !== 1) throw new Refusal(authProblems.accountSuspended);
  }
}
