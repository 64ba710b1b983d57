import { Injectable } from '@nestjs/common';
import { Clock } from '@purser/kit/backend/clock';
import { Mailer } from '@purser/kit/backend/mail';
import { HouseSettings } from '@purser/kit/backend/settings';
import type { EntityManager } from 'typeorm';
import { accountDeleted } from '../mails/account-deleted.mail.js';
import { accountRestored } from '../mails/account-restored.mail.js';
import { accountSuspended } from '../mails/account-suspended.mail.js';
import type { User } from './user.entity.js';

/** Tells people what became of their account. An address nobody has proven gets no mail about it. */
@Injectable()
export class StandingMails {
  constructor(
    private readonly clock: Clock,
    private readonly mailer: Mailer,
    private readonly settings: HouseSettings,
  ) {}

  async suspended(tx: EntityManager, user: User, reason: string): Promise<void> {
    if (!user.confirmedAt) return;
    const data = { product: this.settings.productName, name: user.name, reason };
    await this.mailer.queue(tx, accountSuspended, { ...this.addressed(user, 'suspended'), data });
  }

  async restored(tx: EntityManager, user: User, reason: string): Promise<void> {
    if (!user.confirmedAt) return;
    const link = `${this.settings.publicUrl}/sign-in`;
    const data = { product: this.settings.productName, name: user.name, reason, link };
    await this.mailer.queue(tx, accountRestored, { ...this.addressed(user, 'restored'), data });
  }

  async deleted(tx: EntityManager, user: User): Promise<void> {
    if (!user.confirmedAt) return;
    const data = { product: this.settings.productName, name: user.name };
    await this.mailer.queue(tx, accountDeleted, { ...this.addressed(user, 'deleted'), data });
  }

  private addressed({ id, email, locale }: User, what: 'suspended' | 'restored' | 'deleted') {
    return { to: email, locale, key: `auth.account-${what}:${id}:${this.clock.now().toISOString()}` };
  }
}
