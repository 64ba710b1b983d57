import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Origin } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Clock } from '@purser/kit/backend/clock';
import { Refusal } from '@purser/kit/backend/errors';
import { Mailer } from '@purser/kit/backend/mail';
import { HouseSettings } from '@purser/kit/backend/settings';
import { DataSource, type EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { authAudit, authProblems } from '../../names.js';
import type { OperatorInvitationRecord, OperatorRole } from '../../records.js';
import { operatorInvited } from '../mails/operator-invited.mail.js';
import { PasswordHasher } from '../password/password-hasher.service.js';
import { weaknessOf } from '../password/password-rules.js';

const DAYS = 7;
const DAY_MS = 86_400_000;

interface Invited {
  readonly id: string;
  readonly operator_id: string;
  readonly email: string;
  readonly name: string;
  readonly expires_at: Date;
}

/** How an operator gets a first password that nobody else ever saw: by a link in a mail, newest only, once, seven days. */
@Injectable()
export class OperatorInvitations {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly hasher: PasswordHasher,
    private readonly mailer: Mailer,
    private readonly audit: AuditTrail,
    private readonly settings: HouseSettings,
  ) {}

  /** The caller holds the operator's row; `by` is who invites, as the mail says it. */
  async send(
    tx: EntityManager,
    operator: { readonly id: string; readonly email: string; readonly name: string },
    roles: readonly OperatorRole[],
    by: string,
  ): Promise<void> {
    const now = this.clock.now();
    const id = uuidv7();
    const token = randomBytes(32).toString('base64url');
    await tx.query(
      `UPDATE auth_operator_invitation SET superseded_at = $2
       WHERE operator_id = $1 AND used_at IS NULL AND superseded_at IS NULL`,
      [operator.id, now],
    );
    await tx.query(
      `INSERT INTO auth_operator_invitation (id, operator_id, token_hash, created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5)`,
      [id, operator.id, hashOf(token), now, new Date(now.getTime() + DAYS * DAY_MS)],
    );
    await this.mailer.queue(tx, operatorInvited, {
      to: operator.email,
      locale: 'en',
      key: `auth.operator-invited:${id}`,
      data: {
        product: this.settings.productName,
        name: operator.name,
        by,
        roles: roles.join(', '),
        link: `${this.settings.consoleUrl}/console/first-password#${new URLSearchParams({ token })}`,
        linkDays: DAYS,
      },
    });
  }

  /** Spends nothing. Throws 410 `token_used` or `token_expired`. */
  async look(token: string): Promise<OperatorInvitationRecord> {
    const { email, name, expires_at } = await this.find(token);
    return { email, name, expiresAt: expires_at.toISOString() };
  }

  /** Sets the password; a weak one (400 `weak_password`) spends nothing. Of many at once one gets through. Signs nobody in. */
  async accept(token: string, password: string, origin: Origin): Promise<void> {
    const invited = await this.find(token);
    const weakness = weaknessOf(password, { ...invited, product: this.settings.productName });
    if (weakness) throw new Refusal(authProblems.weakPassword, { message: weakness, errors: { password: weakness } });
    const passwordHash = await this.hasher.hash(password);
    const now = this.clock.now();
    await this.dataSource.transaction(async (tx) => {
      const [, spent]: [unknown, number] = await tx.query(
        `UPDATE auth_operator_invitation SET used_at = $2
         WHERE id = $1 AND used_at IS NULL AND superseded_at IS NULL AND expires_at > $2`,
        [invited.id, now],
      );
      if (spent !== 1) throw new Refusal(authProblems.linkUsed);
      const [, written]: [unknown, number] = await tx.query(
        `UPDATE auth_operator SET password_hash = $2, password_changed_at = $3, updated_at = $3
         WHERE id = $1 AND disabled_at IS NULL AND password_hash IS NULL`,
        [invited.operator_id, passwordHash, now],
      );
      if (written !== 1) throw new Refusal(authProblems.linkExpired);
      const on = { type: 'operator', id: invited.operator_id };
      await this.audit.record(tx, { what: authAudit.operatorJoined, by: 'anonymous', on, origin });
    });
  }

  private async find(token: string): Promise<Invited> {
    const [row]: (Invited & { used: boolean; living: boolean })[] = await this.dataSource.query(
      `SELECT i.id, i.operator_id, o.email, o.name, i.expires_at, i.used_at IS NOT NULL AS used,
         i.superseded_at IS NULL AND i.expires_at > $2 AND o.disabled_at IS NULL AS living
       FROM auth_operator_invitation i JOIN auth_operator o ON o.id = i.operator_id WHERE i.token_hash = $1`,
      [hashOf(token), this.clock.now()],
    );
    if (row?.used) throw new Refusal(authProblems.linkUsed);
    if (!row?.living) throw new Refusal(authProblems.linkExpired);
    return row;
  }
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
