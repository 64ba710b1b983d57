import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@purser/kit/backend/clock';
import { optionsOf } from '@purser/kit/backend/plugin';
import { DataSource } from 'typeorm';
import type { SessionEndReason } from '../../records.js';
import type { AuthOptions } from '../auth.options.js';
import { HouseSecret } from '../key/house-secret.service.js';
import { type RefreshToken, successorOf } from './refresh-token.js';
import { endOf, type SessionRow } from './session-row.js';
import type { SessionTable } from './session-table.js';

export type Rotation =
  /** The row moved, or had moved a moment ago: both give the same successor. */
  | { readonly kind: 'rotated' | 'repeated'; readonly row: SessionRow; readonly refreshToken: string }
  | { readonly kind: 'ended'; readonly reason: SessionEndReason }
  /** The token is genuine, but spent: its session has to end with this reason. */
  | { readonly kind: 'spent'; readonly row: SessionRow; readonly reason: 'refresh_reused' | 'restored' }
  | { readonly kind: 'limited'; readonly retryAfter: number };

type StoredRow = SessionRow & { refresh_hash: Buffer; refresh_window_at: Date };

/** Rotation of refresh tokens with an idempotent successor (SECURITY 5, 6; RFC 9700 4.14.2). */
@Injectable()
export class RefreshRotation {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly secret: HouseSecret,
    @Inject(optionsOf('auth')) private readonly options: AuthOptions,
  ) {}

  async rotate(table: SessionTable, token: RefreshToken): Promise<Rotation> {
    const successor = successorOf(token, await this.secret.read());
    const now = this.clock.now();
    const { points, seconds } = this.options.refreshLimit;
    // The one durable statement: whoever comes second finds another generation and changes nothing.
    const [[moved]]: [SessionRow[]] = await this.dataSource.query(
      `UPDATE ${table.shape.table} s SET
         refresh_generation = s.refresh_generation + 1, refresh_hash = $4, refresh_previous_hash = s.refresh_hash,
         refresh_rotated_at = $5, last_seen_at = $5, idle_expires_at = least($6, s.expires_at),
         refresh_window_at = CASE WHEN s.refresh_window_at <= $7 THEN $5 ELSE s.refresh_window_at END,
         refresh_window_count = CASE WHEN s.refresh_window_at <= $7 THEN 1 ELSE s.refresh_window_count + 1 END
       WHERE s.id = $1 AND s.refresh_generation = $2 AND s.refresh_hash = $3
         AND s.ended_at IS NULL AND s.idle_expires_at > $5 AND s.expires_at > $5
         AND (s.refresh_window_at <= $7 OR s.refresh_window_count < $8)
       RETURNING ${table.columns}`,
      [
        token.sessionId,
        token.generation,
        token.hash,
        successor.hash,
        now,
        new Date(now.getTime() + table.lives.idle * 1000),
        new Date(now.getTime() - seconds * 1000),
        points,
      ],
    );
    if (moved) return { kind: 'rotated', row: moved, refreshToken: await table.write(successor) };
    return this.explain(table, token, successor);
  }

  /** Off the normal path: why the row did not move. */
  private async explain(table: SessionTable, token: RefreshToken, successor: RefreshToken): Promise<Rotation> {
    const [row]: StoredRow[] = await this.dataSource.query(
      `SELECT ${table.columns}, s.refresh_hash, s.refresh_window_at FROM ${table.shape.table} s WHERE s.id = $1`,
      [token.sessionId],
    );
    // Rows of ended sessions are deleted some day; what is left of them has expired.
    if (!row) return { kind: 'ended', reason: 'session_expired' };
    const now = this.clock.now();
    const reason = endOf(row, now);
    if (reason) return { kind: 'ended', reason };
    if (row.refresh_generation === token.generation && row.refresh_hash.equals(token.hash)) {
      const opens = row.refresh_window_at.getTime() + this.options.refreshLimit.seconds * 1000;
      return { kind: 'limited', retryAfter: Math.max(1, Math.ceil((opens - now.getTime()) / 1000)) };
    }
    if (this.isPredecessor(row, token, now)) {
      return { kind: 'repeated', row, refreshToken: await table.write(successor) };
    }
    // A generation this row has not reached yet was handed out by a database that was since restored.
    return { kind: 'spent', row, reason: token.generation > row.refresh_generation ? 'restored' : 'refresh_reused' };
  }

  private isPredecessor(row: SessionRow, token: RefreshToken, now: Date): boolean {
    const age = now.getTime() - row.refresh_rotated_at.getTime();
    return (
      row.refresh_generation === token.generation + 1 &&
      row.refresh_previous_hash?.equals(token.hash) === true &&
      age < this.options.refreshWindowSeconds * 1000
    );
  }
}
