import { Injectable } from '@nestjs/common';
import { Refusal } from '@purser/kit/backend/errors';
import { AccessTokens } from './access-tokens.service.js';
import type { SessionAudience } from './refresh-token.js';
import type { SessionTable } from './session-table.js';

export interface SignOutProof {
  /** Also an expired one: who held it may always leave. */
  readonly accessToken?: string;
  readonly refreshToken?: string;
}

/** Which sessions somebody who signs out can show to be theirs. */
@Injectable()
export class SignOutProofs {
  constructor(private readonly tokens: AccessTokens) {}

  /** The token's first. Ended ones too: a token of one that is over must not hide the cookie's, which lives. */
  async sessionsOf(audience: SessionAudience, table: SessionTable, proof: SignOutProof): Promise<string[]> {
    const ofToken = proof.accessToken && (await this.sessionOfToken(audience, proof.accessToken));
    const ofCookie = proof.refreshToken && (await table.read(proof.refreshToken))?.sessionId;
    return [...new Set([ofToken, ofCookie])].filter((id) => typeof id === 'string').filter(Boolean);
  }

  private async sessionOfToken(audience: SessionAudience, token: string): Promise<string | undefined> {
    try {
      const claims = await this.tokens.verify(token, { expired: true });
      return claims.aud === audience ? claims.sid : undefined;
    } catch (error) {
      // Only a bad token proves nothing. A database that is away must not look like a sign-out that was done.
      if (error instanceof Refusal && error.problem.status === 401) return undefined;
      throw error;
    }
  }
}
