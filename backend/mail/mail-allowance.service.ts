import { Injectable } from '@nestjs/common';
import { Clock } from '@purser/kit/backend/clock';
import { addressKey } from '@purser/kit/backend/mail-address';
import { DataSource, type EntityManager } from 'typeorm';

/** SECURITY 22. Sliding: at no moment were there more within so long before it. */
const LATELY = { letters: 3, interval: '10 minutes' };
const DAILY = { letters: 10, interval: '1 day' };

/** Of `used`, at the moment `$2`. */
const HAS_ROOM = `(SELECT count(*) < ${DAILY.letters} AND count(*) FILTER (WHERE at > $2 - interval '${LATELY.interval}') < ${LATELY.letters}
  FROM unnest(held.used) AS at WHERE at > $2 - interval '${DAILY.interval}')`;

/** How many letters that anybody can ask for an address still gets: all kinds of them together, over all processes. */
@Injectable()
export class MailAllowance {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Locks the address until the transaction ends, so what is true here holds when the letter is queued in it. */
  async hasRoom(tx: EntityManager, address: string): Promise<boolean> {
    // Under a flood most are answered here, and nothing is written: only time makes room.
    const [full]: { full: boolean }[] = await tx.query(
      `SELECT NOT ${HAS_ROOM.replaceAll('$2', '$2::timestamptz')} AS full FROM house_mail_allowance held WHERE address_key = $1`,
      [addressKey(address), this.clock.now()],
    );
    if (full?.full) return false;
    const rows: { room: boolean }[] = await tx.query(
      `INSERT INTO house_mail_allowance AS held (address_key, used) VALUES ($1, '{}')
       ON CONFLICT (address_key) DO UPDATE SET address_key = excluded.address_key
       RETURNING ${HAS_ROOM.replaceAll('$2', '$2::timestamptz')} AS room`,
      [addressKey(address), this.clock.now()],
    );
    return rows[0]?.room === true;
  }

  /** One statement, and the address stays locked until the transaction ends: 20 at once are three. */
  async take(tx: EntityManager, address: string): Promise<boolean> {
    const rows: unknown[] = await tx.query(
      `INSERT INTO house_mail_allowance AS held (address_key, used) VALUES ($1, ARRAY[$2::timestamptz])
       ON CONFLICT (address_key) DO UPDATE SET used = array_append(
         ARRAY(SELECT at FROM unnest(held.used) AS at WHERE at > $2 - interval '${DAILY.interval}'), $2)
       WHERE ${HAS_ROOM} RETURNING address_key`,
      [addressKey(address), this.clock.now()],
    );
    return rows.length > 0;
  }

  /** The letter was there already. */
  async giveBack(tx: EntityManager, address: string): Promise<void> {
    await tx.query('UPDATE house_mail_allowance SET used = trim_array(used, 1) WHERE address_key = $1', [
      addressKey(address),
    ]);
  }

  /** Rows that hold nothing any more. */
  async forget(): Promise<void> {
    await this.dataSource.query(
      `DELETE FROM house_mail_allowance
       WHERE NOT EXISTS (SELECT 1 FROM unnest(used) AS at WHERE at > $1::timestamptz - interval '${DAILY.interval}')`,
      [this.clock.now()],
    );
  }
}
