import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@purser/kit/backend/clock';
import { optionsOf } from '@purser/kit/backend/plugin';
import { DataSource } from 'typeorm';
import type { SessionEndReason } from '../../records.js';
import type { AuthOptions } from '../auth.options.js';
import { HouseSecret } from '../key/house-secret.service.js';
import { InOrder } from './in-order.js';
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

type FoundRow = SessionRow & {
  /** The row as this statement moved it; else as it was when the statement began. */
  readonly moved: boolean;
  readonly refresh_hash: Buffer;
  readonly refresh_window_at: Date;
  readonly refresh_window_count: number;
};

const LIMITS = 's.refresh_hash, s.refresh_window_at, s.refresh_window_count';

/** Rotation of refresh tokens with an idempotent successor (SECURITY 5, 6; RFC 9700 4.14.2). */
@Injectable()
export class RefreshRotation {
  private readonly inOrder = new InOrder<Rotation>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly secret: HouseSecret,
    @Inject(optionsOf('auth')) private readonly options: AuthOptions,
  ) {}

  async rotate(table: SessionTable, token: RefreshToken): Promise<Rotation> {
    const successor = successorOf(token, await this.secret.read());
    // A token is judged by what it was when it came, however long the database made it wait.
    const { first, result } = this.inOrder.run(token.sessionId, token.hash.toString('hex'), () =>
      this.move(table, token, successor),
    );
    const rotation = await result;
    return rotation.kind === 'rotated' && !first ? { ...rotation, kind: 'repeated' } : rotation;
  }

  private async move(table: SessionTable, token: RefreshToken, successor: RefreshToken): Promise<Rotation> {
    const now = this.clock.now();
    const { points, seconds } = this.options.refreshLimit;
    // The one durable statement: whoever comes second finds another generation and changes nothing, and learns from the
    // same statement what the row was. Asked for later, it may have moved again.
    const [found]: FoundRow[] = await this.dataSource.query(
      `WITH moved AS (
         UPDATE ${table.shape.table} s SET
           refresh_generation = s.refresh_generation + 1, refresh_hash = $4, refresh_previous_hash = s.refresh_hash,
           refresh_rotated_at = $5,
           last_seen_at = CASE WHEN $9 THEN $5 ELSE s.last_seen_at END,
           idle_expires_at = CASE WHEN $9 THEN least($6, s.expires_at) ELSE s.idle_expires_at END,
           refresh_window_at = CASE WHEN s.refresh_window_at <= $7 THEN $5 ELSE s.refresh_window_at END,
           refresh_window_count = CASE WHEN s.refresh_window_at <= $7 THEN 1 ELSE s.refresh_window_count + 1 END
         WHERE s.id = $1 AND s.refresh_generation = $2 AND s.refresh_hash = $3
           AND s.ended_at IS NULL AND s.idle_expires_at > $5 AND s.expires_at > $5
           AND (s.refresh_window_at <= $7 OR s.refresh_window_count < $8)
         RETURNING ${table.columns}, ${LIMITS})
       SELECT true AS moved, m.* FROM moved m
       UNION ALL
       SELECT false, ${table.columns}, ${LIMITS} FROM ${table.shape.table} s
       WHERE s.id = $1 AND NOT EXISTS (SELECT 1 FROM moved)`,
      [
        token.sessionId,
        token.generation,
        token.hash,
        successor.hash,
        now,
        new Date(now.getTime() + table.lives.idle * 1000),
        new Date(now.getTime() - seconds * 1000),
        points,
        table.refreshIsUse,
      ],
    );
    // Rows of ended sessions are deleted some day; what is left of them has expired.
    if (!found) return { kind: 'ended', reason: 'session_expired' };
    if (found.moved) return { kind: 'rotated', row: found, refreshToken: await table.write(successor) };
    return this.explain(table, { token, successor, found, now });
  }

  /** Off the normal path: why the row did not move. `found` is what it was when the statement began. */
  private async explain(
    table: SessionTable,
    { token, successor, found, now }: { token: RefreshToken; successor: RefreshToken; found: FoundRow; now: Date },
  ): Promise<Rotation> {
    const reason = endOf(found, now);
    if (reason) return { kind: 'ended', reason };
    if (found.refresh_generation === token.generation && found.refresh_hash.equals(token.hash)) {
      const { points, seconds } = this.options.refreshLimit;
      const opens = found.refresh_window_at.getTime() + seconds * 1000;
      if (opens > now.getTime() && found.refresh_window_count >= points) {
        return { kind: 'limited', retryAfter: Math.max(1, Math.ceil((opens - now.getTime()) / 1000)) };
      }
      return this.overtaken(table, token, successor);
    }
    if (this.isPredecessor(found, token, now)) {
      return { kind: 'repeated', row: found, refreshToken: await table.write(successor) };
    }
    // A generation this row has not reached yet was handed out by a database that was since restored.
    const restored = token.generation > found.refresh_generation;
    return { kind: 'spent', row: found, reason: restored ? 'restored' : 'refresh_reused' };
  }

  /** It was the current token, and another process moved or ended the row while this one waited for it. */
  private async overtaken(table: SessionTable, token: RefreshToken, successor: RefreshToken): Promise<Rotation> {
    const row = await table.find(this.dataSource.manager, token.sessionId);
    const reason = row ? endOf(row, this.clock.now()) : 'session_expired';
    if (reason || !row) return { kind: 'ended', reason: reason ?? 'session_expired' };
    if (this.options.refreshWindowSeconds === 0) return { kind: 'spent', row, reason: 'refresh_reused' };
    return { kind: 'repeated', row, refreshToken: await table.write(successor) };
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
