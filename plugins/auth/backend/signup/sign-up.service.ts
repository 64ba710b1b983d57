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
import { emailKey, isTagOf } from '../user/email-address.js';
import { User } from '../user/user.entity.js';
import { ConfirmationService } from './confirmation.service.js';
import { ConfirmationMail } from './confirmation-mail.service.js';
import { MailboxProofs } from './mailbox-proofs.service.js';

type SignUp = z.output<typeof signUpRequest>;

const TELL_OWNER_EVERY_MS = 3 * 3_600_000;

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
  async signUp(request: SignUp, origin: Origin): Promise<'confirmation_sent' | 'confirmed'> {
    const weakness = weaknessOf(request.password, { ...request, product: this.settings.productName });
    if (weakness) {
      throw new Refusal(authProblems.weakPassword, { message: weakness, errors: { password: weakness } });
    }
    const passwordHash = await this.hasher.hash(request.password);
    const prepared = await this.tokens.prepare();
    return await this.dataSource.transaction(async (tx) => {
      const { user, isNew } = await this.findOrCreate(tx, request, passwordHash);
      if (isNew) {
        await this.audit.record(tx, {
          what: authAudit.signedUp,
          by: 'anonymous',
          on: { type: 'user', id: user.id },
          origin,
        });
      }
      if (user.confirmedAt) await this.tellOwner(tx, user);
      else if (await this.provesMailbox(tx, user, request)) {
        await tx.save(this.withLatest(user, request, passwordHash));
        await this.confirmations.confirm(tx, user.id);
        return 'confirmed';
      } else await this.sendAgain(tx, user, request, passwordHash, prepared);
      return 'confirmation_sent';
    });
  }

  /** Another confirmation mail, if there is somebody who waits for one. */
  async resend(email: string): Promise<void> {
    const prepared = await this.tokens.prepare();
    await this.dataSource.transaction(async (tx) => {
      const user = await lockedByEmail(tx, email);
      if (user && !user.confirmedAt && !user.disabledAt) await this.confirmation.send(tx, user, prepared);
    });
  }

  private async findOrCreate(
    tx: EntityManager,
    request: SignUp,
    passwordHash: string,
  ): Promise<{ user: User; isNew: boolean }> {
    const { email, name, locale } = request;
    const { syntheticAddress } = this.options;
    const synthetic = syntheticAddress !== undefined && isTagOf(syntheticAddress, email);
    const written: unknown[] = await tx.query(
      `INSERT INTO auth_user (id, email, email_key, name, locale, password_hash, password_changed_at, created_at, updated_at,
         synthetic)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $7, $8) ON CONFLICT DO NOTHING RETURNING id`,
      [uuidv7(), email, emailKey(email), name, locale, passwordHash, this.clock.now(), synthetic],
    );
    const user = await lockedByEmail(tx, request.email);
    if (!user) throw new Error('the user that was just written is not there');
    return { user, isNew: written.length > 0 };
  }

  /**
   * Nobody has proven this address yet, so the latest sign-up that was mailed counts: its name and password are the ones
   * to confirm. Without a mail of its own it changes nothing, else the click on a mail that is on its way to the owner
   * would confirm a stranger's password.
   */
  private async sendAgain(
    tx: EntityManager,
    user: User,
    request: SignUp,
    passwordHash: string,
    prepared: PreparedToken,
  ): Promise<void> {
    this.withLatest(user, request, passwordHash);
    if (user.disabledAt || !(await this.confirmation.send(tx, user, prepared, request.invitation))) return;
    await tx.save(user);
  }

  private withLatest(user: User, { name, locale }: SignUp, passwordHash: string): User {
    const now = this.clock.now();
    return Object.assign(user, { name, locale, passwordHash, passwordChangedAt: now, updatedAt: now });
  }

  private async provesMailbox(tx: EntityManager, user: User, { email, invitation: token }: SignUp): Promise<boolean> {
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

function lockedByEmail(tx: EntityManager, email: string): Promise<User | null> {
  return tx.findOne(User, { where: { emailKey: emailKey(email) }, lock: { mode: 'pessimistic_write' } });
}
