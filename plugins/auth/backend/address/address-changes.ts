import { Injectable } from '@nestjs/common';
import { Clock } from '@purser/kit/backend/clock';
import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';

export interface AddressChangeRow {
  readonly id: string;
  readonly user_id: string;
  readonly old_email: string;
  readonly new_email: string;
  readonly requested_at: Date;
  readonly expires_at: Date;
  readonly confirmed_at: Date | null;
}

/** The rows of changes: one at a time is pending; those that were confirmed stay as long as they can be taken back. */
@Injectable()
export class AddressChanges {
  constructor(private readonly clock: Clock) {}

  /** The caller holds the user's row locked. Takes the place of a change that still waits. */
  async open(
    tx: EntityManager,
    user: { id: string; email: string },
    newEmail: string,
    seconds: number,
  ): Promise<AddressChangeRow> {
    await this.cancel(tx, user.id);
    const [row]: AddressChangeRow[] = await tx.query(
      `INSERT INTO auth_address_change (id, user_id, old_email, new_email, state, requested_at, expires_at)
       VALUES ($1, $2, $3, $4, 'pending', $5, $6) RETURNING *`,
      [uuidv7(), user.id, user.email, newEmail, this.clock.now(), this.in(seconds)],
    );
    if (!row) throw new Error('auth_address_change took no row');
    return row;
  }

  async pendingOf(tx: EntityManager, userId: string): Promise<AddressChangeRow | undefined> {
    const [row]: AddressChangeRow[] = await tx.query(
      `SELECT * FROM auth_address_change WHERE user_id = $1 AND state = 'pending' AND expires_at > $2`,
      [userId, this.clock.now()],
    );
    return row;
  }

  /** It waits anew for so long. */
  async prolong(tx: EntityManager, id: string, seconds: number): Promise<void> {
    await tx.query(`UPDATE auth_address_change SET expires_at = $2 WHERE id = $1`, [id, this.in(seconds)]);
  }

  /** False when none waited. */
  async cancel(tx: EntityManager, userId: string): Promise<boolean> {
    const [, cancelled]: [unknown, number] = await tx.query(
      `UPDATE auth_address_change SET state = 'cancelled' WHERE user_id = $1 AND state = 'pending'`,
      [userId],
    );
    return cancelled > 0;
  }

  /** Undefined when it no longer waits. */
  async confirm(tx: EntityManager, id: string): Promise<AddressChangeRow | undefined> {
    const [[row]]: [AddressChangeRow[]] = await tx.query(
      `UPDATE auth_address_change SET state = 'confirmed', confirmed_at = $2
       WHERE id = $1 AND state = 'pending' RETURNING *`,
      [id, this.clock.now()],
    );
    return row;
  }

  async find(tx: EntityManager, id: string): Promise<AddressChangeRow | undefined> {
    const [row]: AddressChangeRow[] = await tx.query('SELECT * FROM auth_address_change WHERE id = $1', [id]);
    return row;
  }

  /** This one and those that were built upon it; what came before stands. Gives the ids of all of them. */
  async undoFrom(tx: EntityManager, { user_id, id }: AddressChangeRow): Promise<string[]> {
    // Ids carry their time: what was asked for later sorts after it.
    const [rows]: [{ id: string }[]] = await tx.query(
      `UPDATE auth_address_change SET state = 'undone'
       WHERE user_id = $1 AND state = 'confirmed' AND id >= $2 RETURNING id`,
      [user_id, id],
    );
    return rows.map((row) => row.id);
  }

  async deleteOld(tx: EntityManager, before: Date): Promise<void> {
    await tx.query(
      `DELETE FROM auth_address_change WHERE expires_at < $1 AND (confirmed_at IS NULL OR confirmed_at < $1)`,
      [before],
    );
  }

  private in(seconds: number): Date {
    return new Date(this.clock.now().getTime() + seconds * 1000);
  }
}
