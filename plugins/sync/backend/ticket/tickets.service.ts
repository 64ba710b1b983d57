/** Tickets open one sync connection each: short-lived, single use, known to the database only by their hash. */
import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@purser/kit/backend/clock';
import { Refusal } from '@purser/kit/backend/errors';
import { optionsOf } from '@purser/kit/backend/plugin';
import { DataSource } from 'typeorm';
import { syncProblems } from '../../names.js';
import type { StoreMode } from '../../records.js';
import type { LogState } from '../store-log/event-log.js';
import { SyncDatabase } from '../store-log/sync-database.provider.js';
import type { SyncOptions } from '../sync.options.js';

export interface TicketClaims {
  readonly kind: 'session' | 'probe';
  readonly storeId: string;
  readonly workspaceId: string;
  /** Both are null only for a probe, which nobody is behind. */
  readonly userId: string | null;
  readonly sessionId: string | null;
  readonly role: string;
}

const SPEND = `
  WITH spent AS (
    UPDATE sync_ticket SET used_at = $2 WHERE hash = $1 AND used_at IS NULL AND expires_at > $2
    RETURNING kind, store_id, workspace_id, user_id, session_id, role
  )
  SELECT s.kind, s.store_id AS "storeId", s.workspace_id AS "workspaceId", s.user_id AS "userId",
         s.session_id AS "sessionId", s.role, l.workspace_id AS "logWorkspaceId", l.backend_id AS "backendId",
         l.head::float8 AS head, l.mode
  FROM spent s LEFT JOIN sync_store_log l ON l.store_id = s.store_id`;

interface SpentRow extends TicketClaims {
  readonly logWorkspaceId: string;
  readonly backendId: string;
  readonly head: number | null;
  readonly mode: StoreMode;
}

@Injectable()
export class SyncTickets {
  constructor(
    private readonly dataSource: DataSource,
    private readonly database: SyncDatabase,
    private readonly clock: Clock,
    @Inject(optionsOf('sync')) private readonly options: SyncOptions,
  ) {}

  /** `seconds` of life are given only by the probe, which shows that an expired one is refused. */
  async issue(
    claims: TicketClaims,
    seconds = this.options.ticketSeconds,
  ): Promise<{ ticket: string; expiresAt: Date }> {
    const ticket = randomBytes(32).toString('base64url');
    const expiresAt = new Date(this.clock.now().getTime() + seconds * 1_000);
    await this.dataSource.query(
      `INSERT INTO sync_ticket (hash, kind, store_id, workspace_id, user_id, session_id, role, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        hashOf(ticket),
        claims.kind,
        claims.storeId,
        claims.workspaceId,
        claims.userId,
        claims.sessionId,
        claims.role,
        expiresAt,
      ],
    );
    return { ticket, expiresAt };
  }

  /** Of any number of simultaneous uses exactly one gets the claims, and the log they are for (null = it is gone). */
  async spend(ticket: string): Promise<{ claims: TicketClaims; log: LogState | null }> {
    const hash = hashOf(ticket);
    const spent = await this.database.pool.query<SpentRow>({
      name: 'sync-ticket-spend',
      text: SPEND,
      values: [hash, this.clock.now()],
    });
    const [row] = spent.rows;
    if (row) {
      const { logWorkspaceId, head, backendId, mode, ...claims } = row;
      const { storeId } = claims;
      return { claims, log: head === null ? null : { storeId, workspaceId: logWorkspaceId, head, backendId, mode } };
    }
    const known = await this.database.pool.query<{ used: boolean }>(
      'SELECT used_at IS NOT NULL AS used FROM sync_ticket WHERE hash = $1',
      [hash],
    );
    if (!known.rows[0]) throw new Refusal(syncProblems.ticketInvalid);
    throw new Refusal(known.rows[0].used ? syncProblems.ticketUsed : syncProblems.ticketExpired);
  }

  /** Spent and expired tickets are kept for an hour, so that a late use is told what is wrong with it. */
  async prune(): Promise<void> {
    await this.dataSource.query('DELETE FROM sync_ticket WHERE expires_at < $1', [
      new Date(this.clock.now().getTime() - 3_600_000),
    ]);
  }
}

function hashOf(ticket: string): Buffer {
  return createHash('sha256').update(ticket).digest();
}
