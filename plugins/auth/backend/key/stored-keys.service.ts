import { Injectable } from '@nestjs/common';
import { Clock } from '@purser/kit/backend/clock';
import { DataSource, type EntityManager } from 'typeorm';
import { generateSigningKey, type SigningKey, signingKeyOf } from './signing-key.js';

/** Signing keys kept in the database, for houses without SIGNING_KEYS. */
@Injectable()
export class StoredKeys {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** The one that signs first, then those that only verify until they retire. Makes the first one. */
  async all(): Promise<SigningKey[]> {
    const keys = await this.read(this.dataSource.manager);
    if (keys.length > 0) return keys;
    await this.dataSource.transaction(async (tx) => {
      await tx.query('LOCK TABLE auth_signing_key IN SHARE ROW EXCLUSIVE MODE');
      if ((await this.read(tx)).length === 0) await this.insert(tx, generateSigningKey());
    });
    return this.read(this.dataSource.manager);
  }

  /** A new key signs from now on; the one before verifies for `overlapSeconds` more. */
  async rotate(tx: EntityManager, overlapSeconds: number): Promise<SigningKey> {
    await tx.query('LOCK TABLE auth_signing_key IN SHARE ROW EXCLUSIVE MODE');
    const now = this.clock.now();
    await tx.query('DELETE FROM auth_signing_key WHERE retires_at <= $1', [now]);
    await tx.query('UPDATE auth_signing_key SET retires_at = $1 WHERE retires_at IS NULL', [
      new Date(now.getTime() + overlapSeconds * 1000),
    ]);
    const key = generateSigningKey();
    await this.insert(tx, key);
    return key;
  }

  private async read(tx: EntityManager): Promise<SigningKey[]> {
    const rows: { kid: string; private_key: string; retires_at: Date | null }[] = await tx.query(
      `SELECT kid, private_key, retires_at FROM auth_signing_key WHERE retires_at IS NULL OR retires_at > $1
       ORDER BY retires_at DESC NULLS FIRST`,
      [this.clock.now()],
    );
    return rows.map((row) => signingKeyOf(row.kid, row.private_key, row.retires_at));
  }

  private async insert(tx: EntityManager, key: SigningKey): Promise<void> {
    await tx.query('INSERT INTO auth_signing_key (kid, private_key, created_at) VALUES ($1, $2, $3)', [
      key.kid,
      key.pkcs8,
      this.clock.now(),
    ]);
  }
}
