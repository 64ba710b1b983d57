import { Injectable } from '@nestjs/common';
import { Clock } from '@purser/kit/backend/clock';
import type { GrantRecord, UserRecord } from '../../records.js';
import { userRecordOf } from '../user/user.entity.js';
import { AccessTokens } from './access-tokens.service.js';
import { cookieEndOf, type SessionRow, sessionRecordOf } from './session-row.js';

/** What sign-in and refresh answer, and the refresh token that goes into the cookie (or to a native client). */
export interface Granted {
  readonly record: GrantRecord;
  readonly refreshToken: string;
  readonly refreshExpires: Date;
  /** Of a sign-in: what the device is known by from now on. */
  readonly device?: { readonly token: string; readonly expires: Date };
}

@Injectable()
export class CustomerGrants {
  constructor(
    private readonly tokens: AccessTokens,
    private readonly clock: Clock,
  ) {}

  async grant(row: SessionRow, refreshToken: string, user: UserRecord): Promise<Granted> {
    const access = await this.tokens.sign('portal', user.id, row.id);
    return {
      record: {
        ...access,
        serverTime: this.clock.now().toISOString(),
        session: sessionRecordOf(row),
        user: userRecordOf(user),
      },
      refreshToken,
      refreshExpires: cookieEndOf(row),
    };
  }
}
