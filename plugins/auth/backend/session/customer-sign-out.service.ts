import { Injectable } from '@nestjs/common';
import type { CustomerCaller, Origin } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Clock } from '@purser/kit/backend/clock';
import { DataSource, type EntityManager } from 'typeorm';
import { authAudit } from '../../names.js';
import { AccessTokens } from './access-tokens.service.js';
import { SessionEndings } from './session-endings.service.js';
import { endOf, type SessionRow } from './session-row.js';
import { CustomerSessions } from './session-tables.js';

export interface SignOutProof {
  /** Also an expired one: who held it may always leave. */
  readonly accessToken?: string;
  readonly refreshToken?: string;
}

@Injectable()
export class CustomerSignOut {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly sessions: CustomerSessions,
    private readonly tokens: AccessTokens,
    private readonly endings: SessionEndings,
    private readonly audit: AuditTrail,
  ) {}

  /** Idempotent: what is over, or unknown, or not provable, needs no ending. */
  async signOut(proof: SignOutProof, scope: 'current' | 'others' | 'all', origin: Origin): Promise<void> {
    const id = await this.sessionOf(proof);
    if (!id) return;
    await this.dataSource.transaction(async (tx) => {
      const row = await this.sessions.find(tx, id);
      // An ended session may not end others: its token could be anybody's by now.
      if (!row || endOf(row, this.clock.now())) return;
      const ended = await this.end(tx, row, scope);
      if (ended.length === 0) return;
      const by: CustomerCaller = {
        kind: 'customer',
        userId: row.owner_id,
        sessionId: row.id,
        signedInAt: row.signed_in_at,
      };
      const on = { type: 'session', id: row.id };
      await this.audit.record(tx, {
        what: authAudit.signedOut,
        by,
        on,
        origin,
        detail: { scope, sessions: ended.length },
      });
    });
  }

  private async end(tx: EntityManager, row: SessionRow, scope: 'current' | 'others' | 'all'): Promise<string[]> {
    const others = () =>
      this.endings.end(tx, this.sessions, { ownerId: row.owner_id, exceptId: row.id }, 'signed_out_elsewhere');
    const current = () => this.endings.end(tx, this.sessions, { ids: [row.id] }, 'signed_out');
    if (scope === 'current') return current();
    if (scope === 'others') return others();
    await this.sessions.lockOf(tx, row.owner_id);
    return [...(await current()), ...(await others())];
  }

  private async sessionOf({ accessToken, refreshToken }: SignOutProof): Promise<string | undefined> {
    if (accessToken) {
      const claims = await this.tokens.verify(accessToken, { expired: true }).catch(() => undefined);
      if (claims?.aud === 'portal') return claims.sid;
    }
    return refreshToken ? (await this.sessions.read(refreshToken))?.sessionId : undefined;
  }
}
