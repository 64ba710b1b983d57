import { Injectable } from '@nestjs/common';
import type { CustomerCaller, Origin } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Clock } from '@purser/kit/backend/clock';
import { DataSource, type EntityManager } from 'typeorm';
import { authAudit } from '../../names.js';
import { KnownDevices } from '../device/known-devices.service.js';
import { SessionEndings } from './session-endings.service.js';
import { endOf, type SessionRow } from './session-row.js';
import { CustomerSessions } from './session-tables.js';
import { type SignOutProof, SignOutProofs } from './sign-out-proofs.service.js';

@Injectable()
export class CustomerSignOut {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly sessions: CustomerSessions,
    private readonly proofs: SignOutProofs,
    private readonly endings: SessionEndings,
    private readonly devices: KnownDevices,
    private readonly audit: AuditTrail,
  ) {}

  /** Idempotent: what is over, or unknown, or not provable, needs no ending. */
  async signOut(proof: SignOutProof, scope: 'current' | 'others' | 'all', origin: Origin): Promise<void> {
    const ids = await this.proofs.sessionsOf('portal', this.sessions, proof);
    if (ids.length === 0) return;
    await this.dataSource.transaction(async (tx) => {
      const rows = await this.livingOf(tx, ids);
      // A browser may hold the cookie of one session and a token of another: neither stays behind when it signs out.
      for (const row of scope === 'others' ? rows.slice(0, 1) : rows) await this.signOutOf(tx, row, scope, origin);
    });
  }

  private async signOutOf(
    tx: EntityManager,
    row: SessionRow,
    scope: 'current' | 'others' | 'all',
    origin: Origin,
  ): Promise<void> {
    const ended = await this.end(tx, row, scope);
    if (ended.length === 0) return;
    const by: CustomerCaller = {
      kind: 'customer',
      userId: row.owner_id,
      sessionId: row.id,
      signedInAt: row.signed_in_at,
    };
    await this.audit.record(tx, {
      what: authAudit.signedOut,
      by,
      on: { type: 'session', id: row.id },
      origin,
      detail: { scope, sessions: ended.length },
    });
  }

  /** An ended session may not end others: its token could be anybody's by now. */
  private async livingOf(tx: EntityManager, ids: readonly string[]): Promise<SessionRow[]> {
    const living: SessionRow[] = [];
    for (const id of ids) {
      const row = await this.sessions.find(tx, id);
      if (row && !endOf(row, this.clock.now())) living.push(row);
    }
    return living;
  }

  private async end(tx: EntityManager, row: SessionRow, scope: 'current' | 'others' | 'all'): Promise<string[]> {
    const { id, owner_id: ownerId } = row;
    const others = () => this.endings.end(tx, this.sessions, { ownerId, exceptId: id }, 'signed_out_elsewhere');
    const current = () => this.endings.end(tx, this.sessions, { ids: [id] }, 'signed_out');
    if (scope === 'current') return current();
    if (scope === 'all') await this.sessions.lockOf(tx, ownerId);
    await this.devices.forget(tx, 'portal', ownerId, scope === 'others' ? id : undefined);
    return scope === 'others' ? others() : [...(await current()), ...(await others())];
  }
}
