import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@purser/kit/backend/clock';
import { optionsOf } from '@purser/kit/backend/plugin';
import { DataSource, type EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { AuthOptions } from '../auth.options.js';
import type { SessionAudience } from '../session/refresh-token.js';
import { emailKey } from '../user/email-address.js';
import { deviceHash, newDeviceToken } from './device-token.js';

const DAY_MS = 24 * 3_600_000;

/** What differs between customers and operators; constants, never a request's words. */
const SHAPES = {
  portal: { table: 'auth_device', owner: 'user_id', people: 'auth_user', sessions: 'auth_session' },
  console: {
    table: 'auth_operator_device',
    owner: 'operator_id',
    people: 'auth_operator',
    sessions: 'auth_operator_session',
  },
} as const;

export interface RememberedDevice {
  readonly id: string;
  /** For the device's cookie. */
  readonly token: string;
  /** This person signed in here before. */
  readonly known: boolean;
}

/**
 * Devices on which somebody gave their password rightly. Such a device passes the backoff that strangers can bring upon
 * an account (SECURITY 23), and a sign-in on any other is news to the person (SECURITY 22).
 */
@Injectable()
export class KnownDevices {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    @Inject(optionsOf('auth')) private readonly options: AuthOptions,
  ) {}

  /** The id of the device, when it is known to the account of this address. */
  async recognise(audience: SessionAudience, email: string, token: string | undefined): Promise<string | undefined> {
    const hash = deviceHash(token);
    if (!hash) return undefined;
    const { table, owner, people } = SHAPES[audience];
    const [device]: { id: string }[] = await this.dataSource.query(
      `SELECT d.id FROM ${table} d JOIN ${people} p ON p.id = d.${owner}
       WHERE d.token_hash = $1 AND p.email_key = $2 AND d.expires_at > $3`,
      [hash, emailKey(email), this.clock.now()],
    );
    return device?.id;
  }

  /** After a right password. Keeps the token of a device that is known, and gives any other a fresh one. */
  async remember(
    tx: EntityManager,
    audience: SessionAudience,
    ownerId: string,
    token: string | undefined,
  ): Promise<RememberedDevice> {
    const hash = deviceHash(token);
    const known = hash && (await this.renew(tx, audience, ownerId, hash));
    if (token !== undefined && known) return { id: known, token, known: true };
    const fresh = newDeviceToken();
    if (hash) await this.replace(tx, audience, hash, fresh);
    return { id: await this.insert(tx, audience, ownerId, fresh), token: fresh, known: false };
  }

  /** All of a person's, except the one that this session was opened on. */
  async forget(tx: EntityManager, audience: SessionAudience, ownerId: string, exceptOf?: string): Promise<void> {
    const { table, owner, sessions } = SHAPES[audience];
    await tx.query(
      `DELETE FROM ${table} d WHERE d.${owner} = $1
         AND NOT EXISTS (SELECT 1 FROM ${sessions} s WHERE s.id = $2 AND s.device_id = d.id)`,
      [ownerId, exceptOf ?? null],
    );
  }

  /** The one that this session was opened on. */
  async forgetOf(tx: EntityManager, audience: SessionAudience, sessionId: string): Promise<void> {
    const { table, sessions } = SHAPES[audience];
    await tx.query(`DELETE FROM ${table} d USING ${sessions} s WHERE s.id = $1 AND d.id = s.device_id`, [sessionId]);
  }

  async deleteExpired(tx: EntityManager): Promise<void> {
    for (const { table } of Object.values(SHAPES)) {
      await tx.query(`DELETE FROM ${table} WHERE expires_at < $1`, [this.clock.now()]);
    }
  }

  get cookieExpires(): Date {
    return new Date(this.clock.now().getTime() + this.options.devices.days * DAY_MS);
  }

  private async renew(
    tx: EntityManager,
    audience: SessionAudience,
    ownerId: string,
    hash: Buffer,
  ): Promise<string | undefined> {
    const { table, owner } = SHAPES[audience];
    const [[device]]: [{ id: string }[]] = await tx.query(
      `UPDATE ${table} SET last_used_at = $3, expires_at = $4
       WHERE token_hash = $1 AND ${owner} = $2 AND expires_at > $3 RETURNING id`,
      [hash, ownerId, this.clock.now(), this.cookieExpires],
    );
    return device?.id;
  }

  /**
   * The browser was known to others only: they stay known with the new token. Kept, a token that somebody planted there
   * would become good for whoever signs in after it.
   */
  private async replace(tx: EntityManager, audience: SessionAudience, hash: Buffer, fresh: string): Promise<void> {
    const { table } = SHAPES[audience];
    await tx.query(`DELETE FROM ${table} WHERE token_hash = $1 AND expires_at <= $2`, [hash, this.clock.now()]);
    await tx.query(`UPDATE ${table} SET token_hash = $2 WHERE token_hash = $1`, [hash, deviceHash(fresh)]);
  }

  private async insert(tx: EntityManager, audience: SessionAudience, ownerId: string, token: string): Promise<string> {
    const { table, owner } = SHAPES[audience];
    const id = uuidv7();
    // Both parts see the table as it was before: the new row is one of the most, and never pruned.
    await tx.query(
      `WITH pruned AS (
         DELETE FROM ${table} WHERE id IN (
           SELECT id FROM ${table} WHERE ${owner} = $2 ORDER BY last_used_at DESC, id DESC OFFSET $6))
       INSERT INTO ${table} (id, ${owner}, token_hash, created_at, last_used_at, expires_at)
       VALUES ($1, $2, $3, $4, $4, $5)`,
      [id, ownerId, deviceHash(token), this.clock.now(), this.cookieExpires, this.options.devices.most - 1],
    );
    return id;
  }
}
