import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { Caller } from '@purser/kit/backend/access';
import { Refusal } from '@purser/kit/backend/errors';
import type { Request } from 'express';
import { Strategy } from 'passport-jwt';
import { authProblems } from '../../names.js';
import { OperatorActivity } from '../operator/operator-activity.service.js';
import { OperatorGate } from '../operator/operator-gate.service.js';
import { type AccessClaims, AccessTokens } from './access-tokens.service.js';
import { bearerOf } from './bearer.js';
import { SessionGate } from './session-gate.service.js';

/** Customers and operators alike: the audience in the token decides whose sessions are asked. */
@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy, 'jwt') {
  constructor(
    private readonly tokens: AccessTokens,
    private readonly customers: SessionGate,
    private readonly operators: OperatorGate,
    private readonly activity: OperatorActivity,
  ) {
    super({
      // Only from the header: no token in a URL (SECURITY 12).
      jwtFromRequest: (request: Request) => bearerOf(request) ?? null,
      secretOrKeyProvider: (_request: unknown, token: string, done: (error: unknown, key?: never) => void) => {
        tokens.keyOf(token).then((key) => done(null, key.publicKey as never), done);
      },
      algorithms: ['ES256'],
      issuer: tokens.issuer,
      // Times are checked in `validate`, against the house's clock.
      ignoreExpiration: true,
      jsonWebTokenOptions: { ignoreNotBefore: true },
      passReqToCallback: true,
    });
  }

  /** Runs on a copy per request, as passport makes it. A token that is there and no good is always the same refusal. */
  override authenticate(request: Request, options?: object): void {
    const token = bearerOf(request);
    if (!token) return void super.authenticate(request, options);
    this.fail = (cause: unknown) =>
      this.error(cause instanceof Refusal ? cause : new Refusal(authProblems.tokenInvalid, { cause }));
    this.recalled(request, token).then(
      (caller) => (caller ? this.success(caller) : super.authenticate(request, options)),
      (error: Error) => this.error(error),
    );
  }

  async validate(request: Request, payload: unknown): Promise<Caller> {
    const claims = this.tokens.check(payload);
    await this.tokens.remember(bearerOf(request) ?? '', claims);
    return this.admit(request, claims);
  }

  /** Undefined for a token that was not seen before. */
  private async recalled(request: Request, token: string): Promise<Caller | undefined> {
    const claims = await this.tokens.recall(token);
    return claims && this.admit(request, claims);
  }

  /** Whether the session lives is asked each time. */
  private async admit(request: Request, claims: AccessClaims): Promise<Caller> {
    if (claims.aud === 'portal') return this.customers.admit(claims);
    const operator = await this.operators.admit(claims);
    await this.activity.note(request, operator.sessionId);
    return operator;
  }
}
