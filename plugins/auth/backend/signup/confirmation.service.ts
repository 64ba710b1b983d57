import { Injectable } from '@nestjs/common';
import type { Origin } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Clock } from '@purser/kit/backend/clock';
import { Refusal } from '@purser/kit/backend/errors';
import { Events } from '@purser/kit/backend/events';
import { Mailer } from '@purser/kit/backend/mail';
import { HouseSettings } from '@purser/kit/backend/settings';
import { DataSource, type EntityManager } from 'typeorm';
import { authAudit, authProblems } from '../../names.js';
import { userConfirmed } from '../events.js';
import { welcome } from '../mails/welcome.mail.js';
import { OneTimeTokens } from '../one-time-token/one-time-tokens.service.js';
import { emailKey } from '../user/email-address.js';
import type { User } from '../user/user.entity.js';

/** Proves that an address is the person's own: by the link, or by the code typed on another device. */
@Injectable()
export class ConfirmationService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly tokens: OneTimeTokens,
    private readonly audit: AuditTrail,
    private readonly events: Events,
    private readonly mailer: Mailer,
    private readonly settings: HouseSettings,
  ) {}

  /** Answers the address. 410 `token_used` or `token_expired`. */
  async byLink(token: string, origin: Origin): Promise<string> {
    return this.dataSource.transaction(async (tx) => {
      const spending = await this.tokens.spend(tx, 'confirm_address', token);
      if (spending.kind === 'used') throw new Refusal(authProblems.linkUsed);
      if (spending.kind === 'expired') throw new Refusal(authProblems.linkExpired);
      const email = await this.confirm(tx, spending.userId);
      await this.record(tx, spending.userId, origin, 'link');
      return email ?? '';
    });
  }

  /** Answers the address. 400 `invalid_code`. */
  async byCode(email: string, code: string, origin: Origin): Promise<string> {
    const holder = await this.tokens.matchCode('confirm_address', { emailKey: emailKey(email) }, code);
    if (!holder) throw new Refusal(authProblems.invalidCode);
    await this.dataSource.transaction(async (tx) => {
      const spending = await this.tokens.spendById(tx, holder.tokenId);
      if (spending.kind !== 'spent') throw new Refusal(authProblems.linkUsed);
      await this.confirm(tx, spending.userId);
      await this.record(tx, spending.userId, origin, 'code');
    });
    return email;
  }

  /** Marks the address as proven, welcomes the person and tells the house, once. Answers the address, unless it was proven before. */
  async confirm(tx: EntityManager, userId: string): Promise<string | undefined> {
    const now = this.clock.now();
    const [[confirmed]]: [Pick<User, 'email' | 'name' | 'locale'>[]] = await tx.query(
      `UPDATE auth_user SET confirmed_at = $2, updated_at = $2 WHERE id = $1 AND confirmed_at IS NULL
       RETURNING email, name, locale`,
      [userId, now],
    );
    if (!confirmed) return undefined;
    await this.welcome(tx, userId, confirmed);
    await this.events.publish(tx, userConfirmed, { userId, email: confirmed.email });
    return confirmed.email;
  }

  private async welcome(tx: EntityManager, userId: string, user: Pick<User, 'email' | 'name' | 'locale'>) {
    await this.mailer.queue(tx, welcome, {
      to: user.email,
      locale: user.locale,
      key: `auth.welcome:${userId}`,
      data: { product: this.settings.productName, name: user.name, link: `${this.settings.publicUrl}/sign-in` },
    });
  }

  private async record(tx: EntityManager, userId: string, origin: Origin, how: 'link' | 'code'): Promise<void> {
    const on = { type: 'user', id: userId };
    await this.audit.record(tx, { what: authAudit.addressConfirmed, by: 'anonymous', on, origin, detail: { how } });
  }
}
