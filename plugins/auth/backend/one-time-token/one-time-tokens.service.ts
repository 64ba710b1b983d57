import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '@purser/kit/backend/clock';
import { DataSource, type EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { KeyRing } from '../key/key-ring.service.js';
import { PasswordHasher } from '../password/password-hasher.service.js';
import { newCode, typedCode } from './typed-code.js';

export type TokenPurpose = 'confirm_address' | 'change_address' | 'reset_password' | 'disown_session' | 'undo_address';

/** Seconds. */
export interface TokenLife {
  readonly linkSeconds: number;
  /** At most ten minutes (SECURITY 18). */
  readonly codeSeconds: number;
  /** No second one for one person within this time. */
  readonly cooldownSeconds: number;
}

/** A link token and a code, hashed and ready to be written. Hashing is slow, so it happens before the transaction. */
export interface PreparedToken {
  readonly token: string;
  readonly tokenHash: Buffer;
  readonly code: string;
  readonly codeHash: string;
  readonly codeKeyId: string;
}

/** `about` is the one thing the token is for, e.g. a session; null when it is for the person. */
export type Spending =
  | { readonly kind: 'spent'; readonly userId: string; readonly about: string | null }
  | { readonly kind: 'used' }
  | { readonly kind: 'expired' };

/** Whose living token this is. */
export interface TokenHolder {
  readonly tokenId: string;
  readonly userId: string;
  readonly about: string | null;
  readonly expiresAt: Date;
}

/** Whose code it should be: of who has this address, or of who is signed in. */
export type CodeOwner = { readonly emailKey: string } | { readonly userId: string };

interface TokenRow {
  readonly id: string;
  readonly user_id: string;
  readonly about: string | null;
  readonly code_hash: string;
  readonly code_key_id: string;
  readonly code_expires_at: Date;
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
  ) {}

  async prepare(): Promise<PreparedToken> {
    const token = randomBytes(32).toString('base64url');
    const code = newCode();
    const key = await this.keys.signing();
    const codeHash = await this.hasher.hash(code, key.codeSecret);
    return { token, tokenHash: hashOf(token), code, codeHash, codeKeyId: key.kid };
  }

  /** The caller holds the user's row locked, so two requests at once make one live token. */
  async issue(
    tx: EntityManager,
    userId: string,
    purpose: TokenPurpose,
    prepared: PreparedToken,
    life: TokenLife,
    about: string | null = null,
  ): Promise<string> {
    const now = this.clock.now();
    const id = uuidv7();
    await this.revoke(tx, userId, purpose);
    await tx.query(
      `INSERT INTO auth_token (id, user_id, purpose, token_hash, expires_at, code_hash, code_key_id, code_expires_at,
         created_at, about)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        id,
        userId,
        purpose,
        prepared.tokenHash,
        new Date(now.getTime() + life.linkSeconds * 1000),
        prepared.codeHash,
        prepared.codeKeyId,
        new Date(now.getTime() + life.codeSeconds * 1000),
        now,
        about,
      ],
    );
    return id;
  }

  /** The token of a link alone, for one thing; it takes nothing from those for other things. */
  async issueLink(
    tx: EntityManager,
    userId: string,
    purpose: TokenPurpose,
    about: string,
    linkSeconds: number,
  ): Promise<string> {
    const now = this.clock.now();
    const token = randomBytes(32).toString('base64url');
    await tx.query(
      `INSERT INTO auth_token (id, user_id, purpose, about, token_hash, expires_at, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [uuidv7(), userId, purpose, about, hashOf(token), new Date(now.getTime() + linkSeconds * 1000), now],
    );
    return token;
  }

  /** Those that still live become worthless; `about` names things, none = every one. */
  async revoke(tx: EntityManager, userId: string, purpose: TokenPurpose, about?: readonly string[]): Promise<void> {
    await tx.query(
      `UPDATE auth_token SET superseded_at = $3
       WHERE user_id = $1 AND purpose = $2 AND used_at IS NULL AND superseded_at IS NULL
         AND ($4::uuid[] IS NULL OR about = ANY ($4))`,
      [userId, purpose, this.clock.now(), about ?? null],
    );
  }

  /**
   * True when one was made so lately, or so many were, that this person may not ask for another one. What an address gets
   * in all, whoever asks, is the mailer's to say (`Mailer.admits`, SECURITY 22).
   */
  async isCooling(
    tx: EntityManager,
    userId: string,
    purpose: TokenPurpose,
    { cooldownSeconds }: TokenLife,
  ): Promise<boolean> {
    const now = this.clock.now().getTime();
    const since = (seconds: number) => new Date(now - seconds * 1000);
    const [made]: { latest: number; lately: number; today: number }[] = await tx.query(
      `SELECT count(*) FILTER (WHERE created_at > $3)::int AS latest, count(*) FILTER (WHERE created_at > $4)::int AS lately,
         count(*)::int AS today
       FROM auth_token WHERE user_id = $1 AND purpose = $2 AND created_at > $5`,
      [userId, purpose, since(cooldownSeconds), since(TEN_MINUTES), since(DAY)],
    );
    return made !== undefined && (made.latest > 0 || made.lately >= 3 || made.today >= 10);
  }

  /** Looks without spending. */
  async look(purpose: TokenPurpose, token: string): Promise<TokenHolder | 'used' | 'expired'> {
    const [row]: (Pick<TokenRow, 'id' | 'user_id' | 'about'> & { expires_at: Date; used: boolean; living: boolean })[] =
      await this.dataSource.query(
        `SELECT id, user_id, about, expires_at, used_at IS NOT NULL AS used, superseded_at IS NULL AND expires_at > $3 AS living
         FROM auth_token WHERE token_hash = $1 AND purpose = $2`,
        [hashOf(token), purpose, this.clock.now()],
      );
    if (row?.used) return 'used';
    if (!row?.living) return 'expired';
    return { tokenId: row.id, userId: row.user_id, about: row.about, expiresAt: row.expires_at };
  }

  /** True when it is worth nothing only because a newer one was made, and would live otherwise. */
  async isSuperseded(purpose: TokenPurpose, token: string): Promise<boolean> {
    const found: unknown[] = await this.dataSource.query(
      `SELECT 1 FROM auth_token
       WHERE token_hash = $1 AND purpose = $2 AND used_at IS NULL AND superseded_at IS NOT NULL AND expires_at > $3`,
      [hashOf(token), purpose, this.clock.now()],
    );
    return found.length > 0;
  }

  async spend(tx: EntityManager, purpose: TokenPurpose, token: string): Promise<Spending> {
    const [[spent]]: [{ user_id: string; about: string | null }[]] = await tx.query(
      `UPDATE auth_token SET used_at = $3
       WHERE token_hash = $1 AND purpose = $2 AND used_at IS NULL AND superseded_at IS NULL AND expires_at > $3
       RETURNING user_id, about`,
      [hashOf(token), purpose, this.clock.now()],
    );
    if (spent) return { kind: 'spent', userId: spent.user_id, about: spent.about };
    const [row]: { used_at: Date | null }[] = await tx.query(
      'SELECT used_at FROM auth_token WHERE token_hash = $1 AND purpose = $2',
      [hashOf(token), purpose],
    );
    return { kind: row?.used_at ? 'used' : 'expired' };
  }

  /** Whose living token this code belongs to; every try counts, and five are all there are. */
  async matchCode(purpose: TokenPurpose, owner: CodeOwner, typed: string): Promise<TokenHolder | undefined> {
    const [column, value] = 'userId' in owner ? ['u.id', owner.userId] : ['u.email_key', owner.emailKey];
    const [[row]]: [TokenRow[]] = await this.dataSource.query(
      `UPDATE auth_token t SET code_tries = t.code_tries + 1
       FROM auth_user u
       WHERE u.id = t.user_id AND ${column} = $1 AND t.purpose = $2 AND t.used_at IS NULL AND t.superseded_at IS NULL
         AND t.code_expires_at > $3 AND t.code_tries < 5
       RETURNING t.id, t.user_id, t.about, t.code_hash, t.code_key_id, t.code_expires_at`,
      [value, purpose, this.clock.now()],
    );
    const key = row && (await this.keys.find(row.code_key_id));
    const right = await this.hasher.verify(key && row.code_hash, typedCode(typed), key?.codeSecret);
    if (!row || !right) return undefined;
    return { tokenId: row.id, userId: row.user_id, about: row.about, expiresAt: row.code_expires_at };
  }

  async spendById(tx: EntityManager, id: string): Promise<Spending> {
    const [[spent]]: [{ user_id: string; about: string | null }[]] = await tx.query(
      `UPDATE auth_token SET used_at = $2 WHERE id = $1 AND used_at IS NULL AND superseded_at IS NULL
       RETURNING user_id, about`,
      [id, this.clock.now()],
    );
    return spent ? { kind: 'spent', userId: spent.user_id, about: spent.about } : { kind: 'used' };
  }

  /** As if none had ever been made. */
  async forget(tx: EntityManager, userId: string, purpose: TokenPurpose): Promise<void> {
    await tx.query('DELETE FROM auth_token WHERE user_id = $1 AND purpose = $2', [userId, purpose]);
  }

  async deleteOld(tx: EntityManager, before: Date): Promise<void> {
    await tx.query('DELETE FROM auth_token WHERE expires_at < $1', [before]);
  }
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
