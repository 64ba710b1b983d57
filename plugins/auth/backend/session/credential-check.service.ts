import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Origin } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Refusal } from '@purser/kit/backend/errors';
import { RateLimits } from '@purser/kit/backend/limits';
import { Metrics } from '@purser/kit/backend/metrics';
import { optionsOf } from '@purser/kit/backend/plugin';
import { DataSource, type EntityManager } from 'typeorm';
import { authAudit, authProblems } from '../../names.js';
import type { AuthOptions } from '../auth.options.js';
import { KnownDevices } from '../device/known-devices.service.js';
import { PasswordHasher } from '../password/password-hasher.service.js';
import { emailKey, maskedAddress } from '../user/email-address.js';
import type { SessionAudience } from './refresh-token.js';
import { type FailureSubject, failureSubject, SignInFailures } from './sign-in-failures.service.js';

export interface Person {
  readonly id: string;
  readonly passwordHash: string | null;
}

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** Somebody says who they are. */
export interface Attempt {
  readonly audience: SessionAudience;
  readonly credentials: Credentials;
  readonly origin: Origin;
  /** The token of the device's cookie, if it sent one. */
  readonly device: string | undefined;
}

/** Whose password it was. */
export interface Checked<P extends Person> {
  readonly person: P;
  /** What failures were counted on: forget them once the person is in. Undefined when there were none. */
  readonly failures: FailureSubject | undefined;
  /** A new hash of the password, when today's parameters are stronger than the stored one's. */
  readonly strongerHash: string | undefined;
}

export type SignInResult = 'ok' | 'wrong' | 'limited' | 'unconfirmed' | 'disabled' | 'busy' | 'reauthenticated';

/** Address and password against a person: limits first, then one hash, which takes as long when there is nobody. */
@Injectable()
export class CredentialCheck {
  private readonly counter;

  constructor(
    private readonly dataSource: DataSource,
    private readonly hasher: PasswordHasher,
    private readonly failures: SignInFailures,
    private readonly devices: KnownDevices,
    private readonly limits: RateLimits,
    private readonly audit: AuditTrail,
    @Inject(optionsOf('auth')) private readonly options: AuthOptions,
    metrics: Metrics,
  ) {
    this.counter = metrics.counter('purser_auth_login_total', 'Sign-ins, by result.', ['result']);
  }

  count(result: SignInResult): void {
    this.counter.inc({ result });
  }

  /** The person, when the password is theirs; else 401 `invalid_credentials`, 429 or 503. */
  async check<P extends Person>(attempt: Attempt, find: (key: string) => Promise<P | null>): Promise<Checked<P>> {
    const { audience, credentials, origin } = attempt;
    const { email, password } = credentials;
    const { subject, failed } = await this.limit(attempt);
    const person = await find(emailKey(email));
    const right = await this.hasher.verify(person?.passwordHash, password).catch((error: unknown) => {
      this.count('busy');
      throw error;
    });
    if (person && right) {
      const failures = failed ? subject : undefined;
      return { person, failures, strongerHash: await this.strongerHash(person, password) };
    }
    this.count('wrong');
    await this.dataSource.transaction(async (tx) => {
      await this.failures.count(tx, subject);
      await this.record(tx, { audience, email, origin, person });
    });
    throw new Refusal(authProblems.invalidCredentials);
  }

  /** The password was right, and yet: only who knows it learns why, and it is written down like every refusal. */
  async refuse(
    attempt: { audience: SessionAudience; email: string; origin: Origin; person: Person },
    why: 'disabled' | 'unconfirmed',
  ): Promise<never> {
    this.count(why);
    await this.dataSource.transaction((tx) => this.record(tx, attempt, why));
    throw new Refusal(why === 'disabled' ? authProblems.accountSuspended : authProblems.emailUnconfirmed);
  }

  private async strongerHash(person: Person, password: string): Promise<string | undefined> {
    const outdated = person.passwordHash !== null && this.hasher.isOutdated(person.passwordHash);
    return outdated ? this.hasher.hash(password) : undefined;
  }

  private async record(
    tx: EntityManager,
    attempt: { audience: SessionAudience; email: string; origin: Origin; person: Person | null },
    why?: string,
  ): Promise<void> {
    const { audience, email, origin, person } = attempt;
    await this.audit.record(tx, {
      what: audience === 'portal' ? authAudit.signInRefused : authAudit.operatorSignInRefused,
      by: 'anonymous',
      on: person ? { type: audience === 'portal' ? 'user' : 'operator', id: person.id } : undefined,
      origin,
      detail: { address: maskedAddress(email), why },
    });
  }

  /** A known device is limited by itself only: what strangers do, from the same address too, does not stop it. */
  private async limit({
    audience,
    credentials: { email },
    origin,
    device,
  }: Attempt): Promise<{ subject: FailureSubject; failed: boolean }> {
    const { perAddress, perAddressAndAccount } = this.options.signIn;
    try {
      const known = await this.devices.recognise(audience, email, device);
      if (known) {
        await this.limits.consume(`auth.sign-in-device.${audience}`, known, perAddressAndAccount);
      } else {
        // Hashed, so the table of limits holds no addresses of people.
        const account = createHash('sha256').update(emailKey(email)).digest('base64url');
        await this.limits.consume(`auth.sign-in.${audience}`, origin.ip, perAddress);
        await this.limits.consume(`auth.sign-in-account.${audience}`, `${origin.ip} ${account}`, perAddressAndAccount);
      }
      const subject = failureSubject(audience, email, known);
      return { subject, failed: await this.failures.refuseBlocked(subject) };
    } catch (error) {
      if (error instanceof Refusal) this.count('limited');
      throw error;
    }
  }
}

/** Of somebody who is signed in: not who they are is in doubt, so it is no 401, which would end a console's session. */
export function wrongPassword(error: unknown): never {
  const wrong = error instanceof Refusal && error.problem.code === authProblems.invalidCredentials.code;
  throw wrong ? new Refusal(authProblems.wrongPassword) : error;
}
