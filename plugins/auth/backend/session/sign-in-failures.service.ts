import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@purser/kit/backend/clock';
import { Refusal } from '@purser/kit/backend/errors';
import { optionsOf } from '@purser/kit/backend/plugin';
import { type Statement, Statements } from '@purser/kit/backend/statements';
import type { EntityManager } from 'typeorm';
import { authProblems } from '../../names.js';
import type { AuthOptions } from '../auth.options.js';
import { emailKey } from '../user/email-address.js';
import type { SessionAudience } from './refresh-token.js';

const FORGET_AFTER_MS = 24 * 3_600_000;

const blockOf: Statement = {
  name: 'auth.sign-in-block',
  text: 'SELECT blocked_until FROM auth_sign_in_failure WHERE account = $1',
};

/** What failures are counted on: an account, or a device that is known to it and has a count of its own. */
export type FailureSubject = Buffer;

/** Backoff per account, counted alike for addresses that exist and that do not (SECURITY 19, 23). */
@Injectable()
export class SignInFailures {
  constructor(
    private readonly statements: Statements,
    private readonly clock: Clock,
    @Inject(optionsOf('auth')) private readonly options: AuthOptions,
  ) {}

  /**
   * 429 `too_many_attempts` while the subject is blocked; the password is not even looked at. Else whether any failure
   * was counted.
   */
  async refuseBlocked(subject: FailureSubject): Promise<boolean> {
    const now = this.clock.now();
    const [row] = await this.statements.run<{ blocked_until: Date | null }>(blockOf, [subject]);
    const blockedMs = (row?.blocked_until?.getTime() ?? 0) - now.getTime();
    if (blockedMs <= 0) return row !== undefined;
    throw new Refusal(authProblems.tooManyAttempts, { retryAfter: Math.max(1, Math.ceil(blockedMs / 1000)) });
  }

  async count(tx: EntityManager, subject: FailureSubject): Promise<void> {
    const now = this.clock.now();
    const { backoffFrom, backoffSeconds, backoffMaxSeconds } = this.options.signIn;
    await tx.query(
      `INSERT INTO auth_sign_in_failure AS f (account, failures, last_failed_at, blocked_until)
       VALUES ($1, 1, $2::timestamptz, CASE WHEN $3 <= 1 THEN $2::timestamptz + make_interval(secs => $4) END)
       ON CONFLICT (account) DO UPDATE SET
         failures = CASE WHEN f.last_failed_at < $6 THEN 1 ELSE f.failures + 1 END,
         last_failed_at = $2,
         blocked_until = CASE WHEN f.last_failed_at >= $6 AND f.failures + 1 >= $3 THEN
           $2::timestamptz + make_interval(secs => least($4 * power(2, least(f.failures + 1 - $3, 30)), $5)) END`,
      [subject, now, backoffFrom, backoffSeconds, backoffMaxSeconds, new Date(now.getTime() - FORGET_AFTER_MS)],
    );
  }

  /** The person is in: what was counted on their account, or on their device, is over. */
  async forgetOn(tx: EntityManager, subject: FailureSubject | undefined): Promise<void> {
    if (subject) await tx.query('DELETE FROM auth_sign_in_failure WHERE account = $1', [subject]);
  }

  async forget(tx: EntityManager, audience: SessionAudience, email: string): Promise<void> {
    await this.forgetOn(tx, failureSubject(audience, email, undefined));
  }

  async deleteOld(tx: EntityManager): Promise<void> {
    const before = new Date(this.clock.now().getTime() - FORGET_AFTER_MS);
    await tx.query('DELETE FROM auth_sign_in_failure WHERE last_failed_at < $1', [before]);
  }
}

/** Strangers can block an account for a while, but no device it is known to: that one is counted apart. */
export function failureSubject(audience: SessionAudience, email: string, deviceId: string | undefined): FailureSubject {
  const account = `${audience} ${emailKey(email)}`;
  return createHash('sha256')
    .update(deviceId ? `device ${deviceId} ${account}` : account)
    .digest();
}
