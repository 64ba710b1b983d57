import { Injectable } from '@nestjs/common';
import { Clock } from '@purser/kit/backend/clock';
import { Refusal } from '@purser/kit/backend/errors';
import type { EntityManager } from 'typeorm';
import { authProblems } from '../../names.js';
import { type Checked, CredentialCheck, type Person } from './credential-check.service.js';
import type { SessionAudience } from './refresh-token.js';
import { SignInFailures } from './sign-in-failures.service.js';

/** Constants, never a request's words. */
const PEOPLE: Readonly<Record<SessionAudience, string>> = { portal: 'auth_user', console: 'auth_operator' };

export interface Held {
  /** Nobody signed in to this account before, anywhere. */
  readonly firstOfAll: boolean;
}

/** Locks the person between a right password and the session it opens, in one transaction with it. */
@Injectable()
export class SignInLock {
  constructor(
    private readonly credentials: CredentialCheck,
    private readonly failures: SignInFailures,
    private readonly clock: Clock,
  ) {}

  /**
   * Suspension ends sessions under this lock, so none can be opened beside it. 401 when the person was suspended, or
   * the password changed, since it was checked.
   */
  async hold(
    tx: EntityManager,
    audience: SessionAudience,
    { person, failures, strongerHash }: Checked<Person>,
  ): Promise<Held> {
    const people = PEOPLE[audience];
    const [found]: { first_of_all: boolean }[] = await tx.query(
      `SELECT first_signed_in_at IS NULL AS first_of_all FROM ${people}
       WHERE id = $1 AND disabled_at IS NULL AND password_hash = $2 FOR UPDATE`,
      [person.id, person.passwordHash],
    );
    if (!found) {
      this.credentials.count('wrong');
      throw new Refusal(authProblems.invalidCredentials);
    }
    if (found.first_of_all || strongerHash) {
      await tx.query(
        `UPDATE ${people} SET first_signed_in_at = coalesce(first_signed_in_at, $2),
           password_hash = coalesce($3, password_hash) WHERE id = $1`,
        [person.id, this.clock.now(), strongerHash ?? null],
      );
    }
    await this.failures.forgetOn(tx, failures);
    return { firstOfAll: found.first_of_all };
  }
}
