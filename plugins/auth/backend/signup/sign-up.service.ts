import { Inject, Injectable } from '@nestjs/common';
import type { Origin } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Clock } from '@purser/kit/backend/clock';
import { Refusal } from '@purser/kit/backend/errors';
import { Mailer } from '@purser/kit/backend/mail';
import { optionsOf } from '@purser/kit/backend/plugin';
import { HouseSettings } from '@purser/kit/backend/settings';
import { DataSource, type EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import { authAudit, authProblems } from '../../names.js';
import type { signUpRequest } from '../../records.js';
import type { AuthOptions } from '../auth.options.js';
import { addressKnown } from '../mails/address-known.mail.js';
import { OneTimeTokens, type PreparedToken } from '../one-time-token/one-time-tokens.service.js';
import { PasswordHasher } from '../password/password-hasher.service.js';
import { weaknessOf } from '../password/password-rules.js';
import { emailKey, isTagOf, maskedAddress } from '../user/email-address.js';
import { User } from '../user/user.entity.js';
import { ConfirmationService } from './confirmation.service.js';
import { ConfirmationMail } from './confirmation-mail.service.js';
import { MailboxProofs } from './mailbox-proofs.service.js';
import type { SignUpTicket } from './sign-up-tickets.service.js';

type SignUp = z.output<typeof signUpRequest>;

export interface SignedUp {
  readonly ticket: SignUpTicket;
  readonly status: 'confirmation_sent' | 'confirmed';
}

const TELL_OWNER_EVERY_MS = 3 * 3_600_000;
/** More often nobody mistypes; it is the same for every address, as the count is the browser's. */
const MOST_CORRECTIONS = 5;

@Injectable()
export class SignUpService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly hasher: PasswordHasher,
    private readonly tokens: OneTimeTokens,
    private readonly confirmation: ConfirmationMail,
    private readonly confirmations: ConfirmationService,
    private readonly proofs: MailboxProofs,
    private readonly mailer: Mailer,
    private readonly audit: AuditTrail,
    private readonly settings: HouseSettings,
    @Inject(optionsOf('auth')) private readonly options: AuthOptions,
  ) {}

  /**
   * Does the same work for an address that is known and one that is not, so nobody learns which it was (SECURITY 19).
   * `confirmed` answers only who brought a token that was mailed to the address: an invitation proves the mailbox.
   */
  async signUp(request: SignUp, origin: Origin): Promise<SignedUp> {
    const weakness = weaknessOf(request.password, { ...request, product: this.settings.productName });
    if (weakness) {
      throw new Refusal(authProblems.weakPassword, { message: weakness, errors: { password: weakness } });
    }
    const ticket = ticketOf(request, await this.hasher.hash(request.password));
    const prepared = await this.tokens.prepare();
    const status = await this.dataSource.transaction((tx) => this.enter(tx, ticket, prepared, origin));
    return { ticket, status };
  }

  /** Holds as much as any other, and does nothing. */
  trapTicket(request: SignUp): SignUpTicket {
    return { ...ticketOf(request, ''), isTrap: true };
  }

  /**
   * The same sign-up with another address, by the browser that made it. The first address is let go, if nobody proved it
   * and this sign-up still stands there: the salted hash of the password tells. A mail goes to the new one in any case, so
   * that nobody learns whether the first was known. 410 `sign_up_over` after five corrections.
   */
  async correct(ticket: SignUpTicket, email: string, origin: Origin): Promise<SignUpTicket> {
    if (ticket.corrections >= MOST_CORRECTIONS) throw new Refusal(authProblems.signUpOver);
    const corrected = { ...ticket, email, corrections: ticket.corrections + 1 };
    const prepared = await this.tokens.prepare();
    if (ticket.isTrap || emailKey(ticket.email) === emailKey(email)) return corrected;
    await this.dataSource.transaction(async (tx) => {
      await tx.query(
        `DELETE FROM auth_user
         WHERE email_key = $1 AND password_hash = $2 AND confirmed_at IS NULL AND disabled_at IS NULL`,
        [emailKey(ticket.email), ticket.passwordHash],
      );
      const detail = { from: maskedAddress(ticket.email), to: maskedAddress(email) };
      await this.audit.record(tx, { what: authAudit.signUpCorrected, by: 'anonymous', origin, detail });
      await this.enter(tx, corrected, prepared, origin);
    });
    return corrected;
  }

  /** Another confirmation mail, if there is somebody who waits for one. */
  async resend(email: string, invitation: string | undefined): Promise<void> {
    const prepared = await this.tokens.prepare();
    await this.dataSource.transaction(async (tx) => {
      const user = await lockedByEmail(tx, email);
      if (user && !user.confirmedAt && !user.disabledAt) {
        await this.confirmation.send(tx, user, prepared, invitation);
      }
    });
  }

  private async enter(
    tx: EntityManager,
    ticket: SignUpTicket,
    prepared: PreparedToken,
    origin: Origin,
  ): Promise<SignedUp['status']> {
    const { user, isNew } = await this.findOrCreate(tx, ticket);
    if (isNew) {
      const on = { type: 'user', id: user.id };
      await this.audit.record(tx, { what: authAudit.signedUp, by: 'anonymous', on, origin });
    }
    if (user.confirmedAt) await this.tellOwner(tx, user);
    else if (ticket.corrections === 0 && (await this.provesMailbox(tx, user, ticket))) {
      await tx.save(this.withLatest(user, ticket));
      await this.confirmations.confirm(tx, user.id);
      return 'confirmed';
    } else await this.sendAgain(tx, user, ticket, prepared);
    return 'confirmation_sent';
  }

  private async findOrCreate(
    tx: EntityManager,
    { email, name, locale, passwordHash }: SignUpTicket,
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
    return { user, isNew: written.length > 0 };
  }

  /**
   * Nobody has proven this address yet, so the latest sign-up that was mailed counts: its name and password are the ones
   * to confirm. Without a mail of its own it changes nothing, else the click on a mail that is on its way to the owner
   * would confirm a stranger's password.
   */
  private async sendAgain(tx: EntityManager, user: User, ticket: SignUpTicket, prepared: PreparedToken): Promise<void> {
    this.withLatest(user, ticket);
    if (user.disabledAt || !(await this.confirmation.send(tx, user, prepared, ticket.invitation))) return;
    await tx.save(user);
  }

  private withLatest(user: User, { name, locale, passwordHash }: SignUpTicket): User {
    const now = this.clock.now();
    return Object.assign(user, { name, locale, passwordHash, passwordChangedAt: now, updatedAt: now });
  }

  private async provesMailbox(
    tx: EntityManager,
    user: User,
    { email, invitation: token }: SignUpTicket,
  ): Promise<boolean> {
    return token !== undefined && !user.disabledAt && (await this.proofs.hold(tx, { email, token }));
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

function ticketOf({ email, name, locale, invitation }: SignUp, passwordHash: string): SignUpTicket {
  return { email, name, locale, passwordHash, ...(invitation ? { invitation } : {}), corrections: 0 };
}

function lockedByEmail(tx: EntityManager, email: string): Promise<User | null> {
  return tx.findOne(User, { where: { emailKey: emailKey(email) }, lock: { mode: 'pessimistic_write' } });
}
