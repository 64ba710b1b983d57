import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { Caller } from '@purser/kit/backend/access';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { OperatorGate } from '../operator/operator-gate.service.js';
import { AccessTokens } from './access-tokens.service.js';
import { SessionGate } from './session-gate.service.js';

/** Customers and operators alike: the audience in the token decides whose sessions are asked. */
@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy, 'jwt') {
  constructor(
    private readonly tokens: AccessTokens,
    private readonly customers: SessionGate,
    private readonly operators: OperatorGate,
  ) {
    super({
      // Only from the header: no token in a URL (SECURITY 12).
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      secretOrKeyProvider: (_request: unknown, token: string, done: (error: unknown, key?: never) => void) => {
        tokens.keyOf(token).then((key) => done(null, key.publicKey as never), done);
      },
      algorithms: ['ES256'],
      issuer: tokens.issuer,
      // Times are checked in `validate`, against the house's clock.
      ignoreExpiration: true,
      jsonWebTokenOptions: { ignoreNotBefore: true },
    });
  }

  async validate(payload: unknown): Promise<Caller> {
    const claims = this.tokens.check(payload);
    return claims.aud === 'console' ? this.operators.admit(claims) : this.customers.admit(claims);
  }
}
