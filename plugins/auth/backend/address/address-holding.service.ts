import { Injectable } from '@nestjs/common';
import { Clock } from '@purser/kit/backend/clock';
import { Refusal } from '@purser/kit/backend/errors';
import { Events } from '@purser/kit/backend/events';
import { type EntityManager, QueryFailedError } from 'typeorm';
import { authProblems } from '../../names.js';
import { userRenamed } from '../events.js';
import { emailKey } from '../user/email-address.js';
import type { KnownUser } from '../user/user-directory.service.js';

/** Of PostgreSQL: another row has it, or rows of others hang on the one that would have to go. */
const CONFLICTS: readonly unknown[] = ['23505', '23503'];

/** Which account an address belongs to: the one that proved it. A sign-up that never did stands in nobody's way. */
@Injectable()
export class AddressHolding {
  constructor(
    private readonly clock: Clock,
    private readonly events: Events,
  ) {}

  /** Who else has proven this address, or is kept out of an account with it. */
  async holder(tx: EntityManager, email: string, exceptUserId: string): Promise<KnownUser | undefined> {
    const [holder]: KnownUser[] = await tx.query(
      `SELECT id, email, name, locale FROM auth_user
       WHERE email_key = $1 AND id <> $2 AND (confirmed_at IS NOT NULL OR disabled_at IS NOT NULL)`,
      [emailKey(email), exceptUserId],
    );
    return holder;
  }

  /** The caller has proof that the mailbox is this person's. 409 `address_taken` when another account proved it before. */
  async give(tx: EntityManager, userId: string, email: string): Promise<void> {
    try {
      await tx.query(
        'DELETE FROM auth_user WHERE email_key = $1 AND id <> $2 AND confirmed_at IS NULL AND disabled_at IS NULL',
        [emailKey(email), userId],
      );
      await tx.query('UPDATE auth_user SET email = $2, email_key = $3, updated_at = $4 WHERE id = $1', [
        userId,
        email,
        emailKey(email),
        this.clock.now(),
      ]);
      await this.events.publish(tx, userRenamed, { userId });
    } catch (error) {
      const code = error instanceof QueryFailedError && (error.driverError as { code?: unknown }).code;
      throw CONFLICTS.includes(code) ? new Refusal(authProblems.addressTaken, { cause: error }) : error;
    }
  }
}
