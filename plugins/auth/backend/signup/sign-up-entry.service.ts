import { Inject, Injectable } from '@nestjs/common';
import type { Origin } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Clock } from '@purser/kit/backend/clock';
import { Mailer } from '@purser/kit/backend/mail';
import { optionsOf } from '@purser/kit/backend/plugin';
import { HouseSettings } from '@purser/kit/backend/settings';
import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { authAudit } from '../../names.js';
import type { AuthOptions } from '../auth.options.js';
import { addressKnown } from '../mails/address-known.mail.js';
import type { PreparedToken } from '../one-time-token/one-time-tokens.service.js';
import { emailKey, isTagOf, maskedAddress } from '../user/email-address.js';
import { lockedByEmail } from '../user/locked-user.js';
import { User } from '../user/user.entity.js';
import { ConfirmationService } from './confirmation.service.js';
import { ConfirmationMail } from './confirmation-mail.service.js';
import type { SignUpTicket } from './sign-up-tickets.service.js';

const TELL_OWNER_EVERY_MS = 3 * 3_600_000;

/** What becomes of a sign-up, by whose address it is: a new account, another mail, or a word to the owner. */
@Injectable()
export class SignUpEntry {
  constructor(
    private readonly clock: Clock,
    private readonly confirmation: ConfirmationMail,
    private readonly confirmations: ConfirmationService,
    private readonly mailer: Mailer,
    private readonly audit: AuditTrail,
    private readonly settings: HouseSettings,
    @Inject(optionsOf('auth')) private readonly options: AuthOptions,
  ) {}

  /** Entered twice it is entered once: the salted hash of the password tells. */
  async enter(tx: EntityManager, ticket: SignUpTicket, prepared: PreparedToken, origin: Origin): Promise<void> {
    await this.letGo(tx, ticket, origin);
    const { user, isNew } = await this.findOrCreate(tx, ticket, origin);
    if (user.confirmedAt && user.passwordHash !== ticket.passwordHash) await this.tellOwner(tx, user);
    if (!user.confirmedAt) await this.mail(tx, user, ticket, prepared, isNew);
  }

  /** Of somebody whose mailbox is proven already. False when the account was there before, or is switched off. */
  async enterProven(tx: EntityManager, ticket: SignUpTicket, origin: Origin): Promise<boolean> {
    const { user } = await this.findOrCreate(tx, ticket, origin);
    if (user.confirmedAt) await this.tellOwner(tx, user);
    if (user.confirmedAt || user.disabledAt) return false;
    await tx.save(this.withLatest(user, ticket));
    await this.confirmations.confirm(tx, user.id);
    return true;
  }

  /** Addresses that were corrected, if nobody proved them and this sign-up still stands there. */
  private async letGo(tx: EntityManager, { email, mistyped = [], passwordHash }: SignUpTicket, origin: Origin) {
    const last = mistyped.at(-1);
    if (last === undefined) return;
    await tx.query(
      `DELETE FROM auth_user
       WHERE email_key = ANY ($1::text[]) AND email_key <> $2 AND password_hash = $3
         AND confirmed_at IS NULL AND disabled_at IS NULL`,
      [mistyped.map(emailKey), emailKey(email), passwordHash],
    );
    const detail = { from: maskedAddress(last), to: maskedAddress(email) };
    await this.audit.record(tx, { what: authAudit.signUpCorrected, by: 'anonymous', origin, detail });
  }

  private async findOrCreate(
    tx: EntityManager,
    { email, name, locale, passwordHash }: SignUpTicket,
    origin: Origin,
  ): Promise<{ user: User; isNew: boolean }> {
    const { syntheticAddress } = this.options;
    const synthetic = syntheticAddress !== undefined && isTagOf(syntheticAddress, email);
    const written: unknown[] = await tx.query(
      `INSERT INTO auth_user (id, email, email_key, name, locale, password_hash, password_changed_at, created_at, updated_at,
         synthetic)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $7, $8) ON CONFLICT DO NOTHING RETURNING id`,
      [uuidv7(), email, emailKey(email), name, locale, passwordHash, this.clock.now(), synthetic],
    );
    const user = await lockedByEmail(tx, email);
    if (!user) throw new Error('the user that was just written is not there');
    const isNew = written.length > 0;
    if (isNew) {
      const on = { type: 'user', id: user.id };
      await this.audit.record(tx, { what: authAudit.signedUp, by: 'anonymous', on, origin });
    }
    return { user, isNew };
  }

  /**
   * Nobody has proven this address yet, so the latest sign-up that was mailed counts: its name and password are the ones
   * to confirm. Without a mail of its own it changes nothing, else the click on a mail that is on its way to the owner
   * would confirm a stranger's password.
   */
  private async mail(tx: EntityManager, user: User, ticket: SignUpTicket, prepared: PreparedToken, isNew: boolean) {
    if (user.disabledAt || (!isNew && user.passwordHash === ticket.passwordHash)) return;
    this.withLatest(user, ticket);
    if (await this.confirmation.send(tx, user, prepared, ticket.invitation)) await tx.save(user);
  }

  private withLatest(user: User, { name, locale, passwordHash }: SignUpTicket): User {
    const now = this.clock.now();
    return Object.assign(user, { name, locale, passwordHash, passwordChangedAt: now, updatedAt: now });
  }

  private async tellOwner(tx: EntityManager, user: User): Promise<void> {
    const slot = Math.floor(this.clock.now().getTime() / TELL_OWNER_EVERY_MS);
    await this.mailer.queue(tx, addressKnown, {
      to: user.email,
      locale: user.locale,
      // One in three hours, however often somebody tries (SECURITY 22).
      key: `auth.address-known:${user.id}:${slot}`,
      data: { product: this.settings.productName, name: user.name, link: `${this.settings.publicUrl}/sign-in` },
    });
  }
}
