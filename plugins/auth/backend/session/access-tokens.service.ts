import { Inject, Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { Clock } from '@purser/kit/backend/clock';
import { Refusal } from '@purser/kit/backend/errors';
import { optionsOf } from '@purser/kit/backend/plugin';
import { HouseSettings } from '@purser/kit/backend/settings';
import { houseProblems } from '@purser/kit/problems';
import { z } from 'zod';
import { authProblems } from '../../names.js';
import type { AuthOptions } from '../auth.options.js';
import { KeyRing } from '../key/key-ring.service.js';
import type { SigningKey } from '../key/signing-key.js';
import { signCompact } from './compact-jws.js';
import type { SessionAudience } from './refresh-token.js';
import { VerifiedTokens } from './verified-tokens.js';

/** RFC 9068: says what this token is, so no other kind we ever sign can stand in for it. */
const TYPE = 'at+jwt';

const KEYS_RETRY_SECONDS = 2;

/** Nothing else may stand there: an embedded key or an address of one is never looked at, so it is never wanted. */
const header = z.strictObject({ alg: z.literal('ES256'), typ: z.literal(TYPE), kid: z.string().max(64) });

const claims = z.object({
  iss: z.string(),
  aud: z.enum(['portal', 'console']),
  sub: z.uuid(),
  sid: z.uuid(),
  iat: z.number().int(),
  exp: z.number().int(),
  nbf: z.number().int().optional(),
  scope: z.literal('session'),
});
export type AccessClaims = z.infer<typeof claims>;

/** Signs and reads access tokens. Roles and memberships are not in them: those are looked up, so a change counts at once. */
@Injectable()
export class AccessTokens {
  readonly issuer: string;
  private readonly verified = new VerifiedTokens();

  constructor(
    private readonly jwt: JwtService,
    private readonly keys: KeyRing,
    private readonly clock: Clock,
    settings: HouseSettings,
    @Inject(optionsOf('auth')) private readonly options: AuthOptions,
  ) {
    this.issuer = settings.publicUrl;
  }

  async sign(
    audience: SessionAudience,
    subject: string,
    sessionId: string,
  ): Promise<{ accessToken: string; expiresIn: number }> {
    const key = await this.keys.signing();
    const iat = this.seconds();
    const expiresIn = this.options.accessSeconds;
    const accessToken = signCompact(
      { alg: 'ES256', typ: TYPE, kid: key.kid },
      { iss: this.issuer, aud: audience, sub: subject, sid: sessionId, iat, exp: iat + expiresIn, scope: 'session' },
      key.privateKey,
    );
    return { accessToken, expiresIn };
  }

  /** The key a token says it is signed with, if everything else in its header is what we write ourselves. */
  async keyOf(token: string): Promise<SigningKey> {
    const parsed = header.safeParse(jsonOf(token.split('.', 1)[0] ?? ''));
    const key = parsed.success ? await this.find(parsed.data.kid) : undefined;
    if (!key) throw new Refusal(authProblems.tokenInvalid, { cause: parsed.error });
    return key;
  }

  /** Shape and times of claims whose signature was checked. `expired: true` lets those pass that were good before. */
  check(payload: unknown, { expired = false } = {}): AccessClaims {
    const parsed = claims.safeParse(payload);
    if (!parsed.success || parsed.data.iss !== this.issuer)
      throw new Refusal(authProblems.tokenInvalid, { cause: parsed.error });
    this.checkTimes(parsed.data, { expired });
    return parsed.data;
  }

  /** The claims of a token that was remembered, with a key that is still ours, and that is still in time. */
  async recall(token: string): Promise<AccessClaims | undefined> {
    const known = this.verified.get(token);
    if (!known || (await this.find(known.key.kid)) !== known.key) return undefined;
    this.checkTimes(known.claims);
    return known.claims;
  }

  /** Spares the next request the check of the signature. */
  async remember(token: string, claims: AccessClaims): Promise<void> {
    this.verified.keep(token, { claims, key: await this.keyOf(token) });
  }

  async verify(token: string, options: { expired?: boolean } = {}): Promise<AccessClaims> {
    const key = await this.keyOf(token);
    const payload = await this.jwt
      .verifyAsync(token, {
        // Its type leaves key objects out, which it passes on, and which verify thirty times faster than PEM.
        publicKey: key.publicKey as unknown as Buffer,
        algorithms: ['ES256'],
        issuer: this.issuer,
        ignoreExpiration: true,
        ignoreNotBefore: true,
      })
      .catch((cause: unknown) => {
        throw new Refusal(authProblems.tokenInvalid, { cause });
      });
    return this.check(payload, options);
  }

  private checkTimes({ iat, exp, nbf }: AccessClaims, { expired = false } = {}): void {
    const now = this.seconds();
    const tolerance = this.options.clockToleranceSeconds;
    if (iat > now + tolerance || (nbf ?? iat) > now + tolerance) throw new Refusal(authProblems.tokenInvalid);
    if (!expired && exp + tolerance <= now) throw new Refusal(houseProblems.tokenExpired);
  }

  /** Keys that cannot be read say nothing about the token: its holder tries again, and stays signed in. */
  private async find(kid: string): Promise<SigningKey | undefined> {
    try {
      return await this.keys.find(kid);
    } catch (cause) {
      throw new Refusal(houseProblems.unavailable, { retryAfter: KEYS_RETRY_SECONDS, cause });
    }
  }

  private seconds(): number {
    return Math.floor(this.clock.now().getTime() / 1000);
  }
}

function jsonOf(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
