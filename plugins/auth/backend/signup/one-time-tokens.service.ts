import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@purser/kit/backend/clock';
import { optionsOf } from '@purser/kit/backend/plugin';
import { DataSource, type EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { AuthOptions } from '../auth.options.js';
import { KeyRing } from '../key/key-ring.service.js';
import { PasswordHasher } from '../password/password-hasher.service.js';
import { newCode, typedCode } from './typed-code.js';

export type TokenPurpose = 'confirm_address' | 'change_address';

/** A link token and a code, hashed and ready to be written. Hashing is slow, so it happens before the transaction. */
export interface PreparedToken {
  readonly token: string;
  readonly tokenHash: Buffer;
  readonly code: string;
  readonly codeHash: string;
  readonly codeKeyId: string;
}

export type Spending =
  | { readonly kind: 'spent'; readonly userId: string }
  | { readonly kind: 'used' }
  | { readonly kind: 'expired' };

interface TokenRow {
  readonly id: string;
  readonly user_id: string;
  readonly code_hash: string;
  readonly code_key_id: string;
}

const TEN_MINUTES = 600;
const DAY = 86_400;

/** Tokens that work once: only the newest, only in time, and only as a hash in the database (SECURITY 1, 18). */
@Injectable()
export class OneTimeTokens {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly hasher: PasswordHasher,
    private readonly keys: KeyRing,
    @Inject(optionsOf('auth')) private readonly options: AuthOptions,
  ) {}

  async prepare(): Promise<PreparedToken> {
    const token = randomBytes(32).toString('base64url');
    const code = newCode();
    const key = await this.keys.signing();
    const codeHash = await this.hasher.hash(code, key.codeSecret);
    return { token, tokenHash: hashOf(token), code, codeHash, codeKeyId: key.kid };
  }

  /** The caller holds the user's row locked, so two requests at once make one live token. */
  async issue(tx: EntityManager, userId: string, purpose: TokenPurpose, prepared: PreparedToken): Promise<string> {
    const now = this.clock.now();
    const id = uuidv7();
    await tx.query(
      `UPDATE auth_token SET superseded_at = $3
       WHERE user_id = $1 AND purpose = $2 AND used_at IS NULL AND superseded_at IS NULL`,
      [userId, purpose, now],
    );
    await tx.query(
      `INSERT INTO auth_token (id, user_id, purpose, token_hash, expires_at, code_hash, code_key_id, code_expires_at, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        id,
        userId,
        purpose,
        prepared.tokenHash,
        new Date(now.getTime() + this.options.confirm.linkSeconds * 1000),
        prepared.codeHash,
        prepared.codeKeyId,
        new Date(now.getTime() + this.options.confirm.codeSeconds * 1000),
        now,
      ],
    );
    return id;
  }

  /** True when one was made so lately, or so many were, that another mail would only annoy (SECURITY 22). */
  async isCooling(tx: EntityManager, userId: string, purpose: TokenPurpose): Promise<boolean> {
    const now = this.clock.now().getTime();
    const since = (seconds: number) => new Date(now - seconds * 1000);
    const [made]: { latest: number; lately: number; today: number }[] = await tx.query(
      `SELECT count(*) FILTER (WHERE created_at > $3)::int AS latest, count(*) FILTER (WHERE created_at > $4)::int AS lately,
         count(*)::int AS today
       FROM auth_token WHERE user_id = $1 AND purpose = $2 AND created_at > $5`,
      [userId, purpose, since(this.options.confirm.cooldownSeconds), since(TEN_MINUTES), since(DAY)],
    );
    return made !== undefined && (made.latest > 0 || made.lately >= 3 || made.today >= 10);
  }

  async spend(tx: EntityManager, purpose: TokenPurpose, token: string): Promise<Spending> {
    const [[spent]]: [{ user_id: string }[]] = await tx.query(
      `UPDATE auth_token SET used_at = $3
       WHERE token_hash = $1 AND purpose = $2 AND used_at IS NULL AND superseded_at IS NULL AND expires_at > $3
       RETURNING user_id`,
      [hashOf(token), purpose, this.clock.now()],
    );
    if (spent) return { kind: 'spent', userId: spent.user_id };
    const [row]: { used_at: Date | null }[] = await tx.query(
      'SELECT used_at FROM auth_token WHERE token_hash = $1 AND purpose = $2',
      [hashOf(token), purpose],
    );
    return { kind: row?.used_at ? 'used' : 'expired' };
  }

  /** The id of the live token this code belongs to; every try counts, and five are all there are. */
  async matchCode(purpose: TokenPurpose, emailKey: string, typed: string): Promise<string | undefined> {
    const [[row]]: [TokenRow[]] = await this.dataSource.query(
      `UPDATE auth_token t SET code_tries = t.code_tries + 1
       FROM auth_user u
       WHERE u.id = t.user_id AND u.email_key = $1 AND t.purpose = $2 AND t.used_at IS NULL AND t.superseded_at IS NULL
         AND t.code_expires_at > $3 AND t.code_tries < 5
       RETURNING t.id, t.user_id, t.code_hash, t.code_key_id`,
      [emailKey, purpose, this.clock.now()],
    );
    const key = row && (await this.keys.find(row.code_key_id));
    const right = await this.hasher.verify(key && row.code_hash, typedCode(typed), key?.codeSecret);
    return right ? row?.id : undefined;
  }

  async spendById(tx: EntityManager, id: string): Promise<Spending> {
    const [[spent]]: [{ user_id: string }[]] = await tx.query(
      'UPDATE auth_token SET used_at = $2 WHERE id = $1 AND used_at IS NULL AND superseded_at IS NULL RETURNING user_id',
      [id, this.clock.now()],
    );
    return spent ? { kind: 'spent', userId: spent.user_id } : { kind: 'used' };
  }

  async deleteOld(tx: EntityManager, before: Date): Promise<void> {
    await tx.query('DELETE FROM auth_token WHERE expires_at < $1', [before]);
  }
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
