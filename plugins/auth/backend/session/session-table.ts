import type { Origin } from '@purser/kit/backend/access';
import type { Clock } from '@purser/kit/backend/clock';
import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { SessionEndReason } from '../../records.js';
import type { AuthOptions } from '../auth.options.js';
import type { HouseSecret } from '../key/house-secret.service.js';
import {
  firstRefreshToken,
  type RefreshToken,
  readRefreshToken,
  type SessionAudience,
  writeRefreshToken,
} from './refresh-token.js';
import type { SessionRow } from './session-row.js';

/** What differs between the sessions of customers and of operators; constants, never a request's words. */
export interface SessionShape {
  readonly audience: SessionAudience;
  readonly table: 'auth_session' | 'auth_operator_session';
  readonly owner: 'user_id' | 'operator_id';
  /** An SQL expression: the record of the person who holds the session `s`, as a refresh answers it. */
  readonly holder: string;
}

export interface Opened {
  readonly row: SessionRow;
  readonly refreshToken: string;
}

/** Which sessions to end; conditions add up. */
export interface WhichSessions {
  readonly ids?: readonly string[];
  readonly ownerId?: string;
  readonly exceptId?: string;
}

/** The rows of one kind of sessions. Customers and operators keep theirs apart (SECURITY 3). */
export abstract class SessionTable {
  abstract readonly shape: SessionShape;
  abstract readonly lives: AuthOptions['customers'];
  /** Whether renewing the access token, which clients do by themselves, counts as use. */
  abstract readonly refreshIsUse: boolean;

  constructor(
    protected readonly clock: Clock,
    private readonly secret: HouseSecret,
  ) {}

  async read(wire: string): Promise<RefreshToken | undefined> {
    return readRefreshToken(wire, this.shape.audience, await this.secret.read());
  }

  async write(token: RefreshToken): Promise<string> {
    return writeRefreshToken(token, this.shape.audience, await this.secret.read());
  }

  /** Selected and returned everywhere; `s` is the session. */
  get columns(): string {
    return `s.id, s.${this.shape.owner} AS owner_id, s.created_at, s.signed_in_at, s.last_seen_at, s.idle_expires_at,
      s.expires_at, s.ended_at, s.end_reason, s.refresh_generation, s.refresh_previous_hash, s.refresh_rotated_at,
      s.user_agent, s.place`;
  }

  async open(
    tx: EntityManager,
    ownerId: string,
    { origin, client, deviceId }: { origin: Origin; client: 'browser' | 'native'; deviceId: string },
  ): Promise<Opened> {
    const now = this.clock.now();
    const token = firstRefreshToken(uuidv7());
    const [row]: SessionRow[] = await tx.query(
      `INSERT INTO ${this.shape.table} AS s (id, ${this.shape.owner}, created_at, signed_in_at, last_seen_at,
         idle_expires_at, expires_at, refresh_hash, refresh_rotated_at, refresh_window_at, client, ip, user_agent, place,
         device_id)
       VALUES ($1, $2, $3, $3, $3, $4, $5, $6, $3, $3, $7, $8, $9, $10, $11)
       RETURNING ${this.columns}`,
      [
        token.sessionId,
        ownerId,
        now,
        new Date(now.getTime() + this.lives.idle * 1000),
        new Date(now.getTime() + this.lives.absolute * 1000),
        token.hash,
        client,
        origin.ip,
        origin.userAgent.slice(0, 400),
        origin.place,
        deviceId,
      ],
    );
    if (!row) throw new Error(`${this.shape.table} took no row`);
    return { row, refreshToken: await this.write(token) };
  }

  /** The password was given again for it. Undefined when it is over. */
  async confirm(tx: EntityManager, id: string): Promise<SessionRow | undefined> {
    const now = this.clock.now();
    const [[row]]: [SessionRow[]] = await tx.query(
      `UPDATE ${this.shape.table} s SET signed_in_at = $2
       WHERE s.id = $1 AND s.ended_at IS NULL AND s.idle_expires_at > $2 AND s.expires_at > $2
       RETURNING ${this.columns}`,
      [id, now],
    );
    return row;
  }

  /** Ends those that still live; what ended before keeps its reason. */
  async end(
    tx: EntityManager,
    which: WhichSessions,
    reason: SessionEndReason,
  ): Promise<{ id: string; owner_id: string }[]> {
    if (which.ownerId) await this.lockOf(tx, which.ownerId);
    const [ended]: [{ id: string; owner_id: string }[]] = await tx.query(
      `UPDATE ${this.shape.table} s SET ended_at = $1, end_reason = $2
       WHERE s.ended_at IS NULL
         AND ($3::uuid[] IS NULL OR s.id = ANY ($3)) AND ($4::uuid IS NULL OR s.${this.shape.owner} = $4)
         AND ($5::uuid IS NULL OR s.id <> $5)
       RETURNING s.id, s.${this.shape.owner} AS owner_id`,
      [this.clock.now(), reason, which.ids ?? null, which.ownerId ?? null, which.exceptId ?? null],
    );
    return ended;
  }

  /** Locks a person's living sessions in one order, so two who end them from two devices do not wait for each other. */
  async lockOf(tx: EntityManager, ownerId: string): Promise<void> {
    await tx.query(
      `SELECT id FROM ${this.shape.table} WHERE ${this.shape.owner} = $1 AND ended_at IS NULL ORDER BY id FOR UPDATE`,
      [ownerId],
    );
  }

  async countLiving(tx: EntityManager): Promise<number> {
    const [row]: { count: number }[] = await tx.query(
      `SELECT count(*)::int AS count FROM ${this.shape.table} WHERE ended_at IS NULL`,
    );
    return row?.count ?? 0;
  }

  /** Some of those that were opened before, locked in one order. */
  async lockLiving(tx: EntityManager, openedBefore: Date, most: number): Promise<string[]> {
    const rows: { id: string }[] = await tx.query(
      `SELECT id FROM ${this.shape.table} WHERE ended_at IS NULL AND created_at <= $1 ORDER BY id LIMIT $2 FOR UPDATE`,
      [openedBefore, most],
    );
    return rows.map(({ id }) => id);
  }

  /** Writes down what the clock ended. */
  async endLapsed(tx: EntityManager): Promise<{ id: string; owner_id: string; end_reason: SessionEndReason }[]> {
    const [ended] = await tx.query(
      `UPDATE ${this.shape.table} s
       SET ended_at = $1, end_reason = CASE WHEN s.expires_at <= $1 THEN 'session_expired' ELSE 'session_idle' END
       WHERE s.ended_at IS NULL AND (s.idle_expires_at <= $1 OR s.expires_at <= $1)
       RETURNING s.id, s.${this.shape.owner} AS owner_id, s.end_reason`,
      [this.clock.now()],
    );
    return ended;
  }

  async find(tx: EntityManager, id: string): Promise<SessionRow | undefined> {
    const [row]: SessionRow[] = await tx.query(`SELECT ${this.columns} FROM ${this.shape.table} s WHERE s.id = $1`, [
      id,
    ]);
    return row;
  }

  async livingOf(tx: EntityManager, ownerId: string): Promise<SessionRow[]> {
    return tx.query(
      `SELECT ${this.columns} FROM ${this.shape.table} s
       WHERE s.${this.shape.owner} = $1 AND s.ended_at IS NULL AND s.idle_expires_at > $2 AND s.expires_at > $2
       ORDER BY s.last_seen_at DESC, s.id`,
      [ownerId, this.clock.now()],
    );
  }

  async deleteEndedBefore(tx: EntityManager, before: Date): Promise<void> {
    await tx.query(`DELETE FROM ${this.shape.table} WHERE ended_at < $1`, [before]);
  }
}
