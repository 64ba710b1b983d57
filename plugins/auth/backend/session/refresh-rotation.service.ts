import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@purser/kit/backend/clock';
import { optionsOf } from '@purser/kit/backend/plugin';
import { type Statement, Statements } from '@purser/kit/backend/statements';
import { DataSource } from 'typeorm';
import type { SessionEndReason } from '../../records.js';
import type { AuthOptions } from '../auth.options.js';
import { HouseSecret } from '../key/house-secret.service.js';
import { InOrder } from './in-order.js';
import { type RefreshToken, successorOf } from './refresh-token.js';
import { type RotationRow, rotationStatement } from './rotation-statement.js';
import { endOf, type HeldRow, type SessionRow } from './session-row.js';
import type { SessionTable } from './session-table.js';

/** `Holder` is the record of the person, as the table's shape makes it. */
export type Rotation<Holder = unknown> =
  /** The row moved, or had moved a moment ago: both give the same successor. */
  | { readonly kind: 'rotated' | 'repeated'; readonly row: HeldRow<Holder>; readonly refreshToken: string }
  | { readonly kind: 'ended'; readonly reason: SessionEndReason }
  /** The token is genuine, but spent: its session has to end with this reason. */
  | { readonly kind: 'spent'; readonly row: SessionRow; readonly reason: 'refresh_reused' | 'restored' }
  | { readonly kind: 'limited'; readonly retryAfter: number };

/** Rotation of refresh tokens with an idempotent successor (SECURITY 5, 6; RFC 9700 4.14.2). */
@Injectable()
export class RefreshRotation {
  private readonly inOrder = new InOrder<Rotation>();
  private readonly prepared = new Map<SessionTable, Statement>();

  constructor(
    private readonly statements: Statements,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly secret: HouseSecret,
    @Inject(optionsOf('auth')) private readonly options: AuthOptions,
  ) {}

  async rotate<Holder>(table: SessionTable, token: RefreshToken): Promise<Rotation<Holder>> {
    const successor = successorOf(token, await this.secret.read());
    // A token is judged by what it was when it came, however long the database made it wait.
    const { first, result } = this.inOrder.run(token.sessionId, token.hash.toString('hex'), () =>
      this.move(table, token, successor),
    );
    const rotation = (await result) as Rotation<Holder>;
    return rotation.kind === 'rotated' && !first ? { ...rotation, kind: 'repeated' } : rotation;
  }

  private async move(table: SessionTable, token: RefreshToken, successor: RefreshToken): Promise<Rotation> {
    const now = this.clock.now();
    const { points, seconds } = this.options.refreshLimit;
    const [found] = await this.statements.run<RotationRow>(this.statementFor(table), [
      token.sessionId,
      token.generation,
      token.hash,
      successor.hash,
      now,
      new Date(now.getTime() + table.lives.idle * 1000),
      new Date(now.getTime() - seconds * 1000),
      points,
      table.refreshIsUse,
    ]);
    // Rows of ended sessions are deleted some day; what is left of them has expired.
    if (!found) return { kind: 'ended', reason: 'session_expired' };
    if (found.moved) return { kind: 'rotated', row: found, refreshToken: await table.write(successor) };
    return this.explain(table, { token, successor, found, now });
  }

  /** Off the normal path: why the row did not move. `found` is what it was when the statement began. */
  private async explain(
    table: SessionTable,
    { token, successor, found, now }: { token: RefreshToken; successor: RefreshToken; found: RotationRow; now: Date },
  ): Promise<Rotation> {
    const reason = endOf(found, now);
    if (reason) return { kind: 'ended', reason };
    if (found.refresh_generation === token.generation && found.refresh_hash.equals(token.hash)) {
      const { points, seconds } = this.options.refreshLimit;
      const opens = found.refresh_window_at.getTime() + seconds * 1000;
      if (opens > now.getTime() && found.refresh_window_count >= points) {
        return { kind: 'limited', retryAfter: Math.max(1, Math.ceil((opens - now.getTime()) / 1000)) };
      }
      return this.overtaken(table, successor, found);
    }
    if (this.isPredecessor(found, token, now)) {
      return { kind: 'repeated', row: found, refreshToken: await table.write(successor) };
    }
    // A generation this row has not reached yet was handed out by a database that was since restored.
    const restored = token.generation > found.refresh_generation;
    return { kind: 'spent', row: found, reason: restored ? 'restored' : 'refresh_reused' };
  }

  /** It was the current token, and another process moved or ended the row while this one waited for it. */
  private async overtaken(table: SessionTable, successor: RefreshToken, found: RotationRow): Promise<Rotation> {
    const row = await table.find(this.dataSource.manager, found.id);
    const reason = row ? endOf(row, this.clock.now()) : 'session_expired';
    if (reason || !row) return { kind: 'ended', reason: reason ?? 'session_expired' };
    if (this.options.refreshWindowSeconds === 0) return { kind: 'spent', row, reason: 'refresh_reused' };
    const held = { ...row, holder: found.holder };
    return { kind: 'repeated', row: held, refreshToken: await table.write(successor) };
  }

  private isPredecessor(row: SessionRow, token: RefreshToken, now: Date): boolean {
    const age = now.getTime() - row.refresh_rotated_at.getTime();
    return (
      row.refresh_generation === token.generation + 1 &&
      row.refresh_previous_hash?.equals(token.hash) === true &&
      age < this.options.refreshWindowSeconds * 1000
    );
  }

  private statementFor(table: SessionTable): Statement {
    const known = this.prepared.get(table);
    if (known) return known;
    const made = rotationStatement(table);
    this.prepared.set(table, made);
    return made;
  }
}
