import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@purser/kit/backend/clock';
import { Mailer } from '@purser/kit/backend/mail';
import { optionsOf } from '@purser/kit/backend/plugin';
import { HouseSettings } from '@purser/kit/backend/settings';
import type { EntityManager } from 'typeorm';
import type { AuthOptions } from '../auth.options.js';
import { addressChanged } from '../mails/address-changed.mail.js';
import { addressMoved } from '../mails/address-moved.mail.js';
import { addressWanted } from '../mails/address-wanted.mail.js';
import { confirmNewAddress } from '../mails/confirm-new-address.mail.js';
import { momentIn } from '../mails/mail-words.js';
import { OneTimeTokens, type PreparedToken } from '../one-time-token/one-time-tokens.service.js';
import { shownCode } from '../one-time-token/typed-code.js';
import { maskedAddress } from '../user/email-address.js';
import type { User } from '../user/user.entity.js';
import type { AddressChangeRow } from './address-changes.js';
import { AddressHolding } from './address-holding.service.js';

const TELL_OWNER_EVERY_MS = 3 * 3_600_000;
const DAY_SECONDS = 86_400;

/** What a change of address writes to whom. Links carry their token behind `#`, so no log, proxy or referrer gets it. */
@Injectable()
export class AddressChangeMail {
  constructor(
    private readonly clock: Clock,
    private readonly tokens: OneTimeTokens,
    private readonly holding: AddressHolding,
    private readonly mailer: Mailer,
    private readonly settings: HouseSettings,
    @Inject(optionsOf('auth')) private readonly options: AuthOptions,
  ) {}

  /**
   * One token and one mail, whether the address is free or not: its owner is told then, and who asked learns nothing
   * (SECURITY 19). The caller holds the user's row locked.
   */
  async ask(tx: EntityManager, user: User, change: AddressChangeRow, prepared: PreparedToken): Promise<void> {
    const { confirm } = this.options;
    // Else the link that was mailed before would be worth nothing, and none would take its place.
    if (!(await this.mailer.admits(tx, change.new_email))) return;
    const tokenId = await this.tokens.issue(tx, user.id, 'change_address', prepared, confirm, change.id);
    const owner = await this.holding.holder(tx, change.new_email, user.id);
    if (owner) {
      const slot = Math.floor(this.clock.now().getTime() / TELL_OWNER_EVERY_MS);
      await this.mailer.queue(tx, addressWanted, {
        to: owner.email,
        locale: owner.locale,
        // One in three hours, however often somebody tries (SECURITY 22).
        key: `auth.address-wanted:${owner.id}:${slot}`,
        data: { product: this.settings.productName, name: owner.name, link: this.link('sign-in') },
      });
      return;
    }
    await this.mailer.queue(tx, confirmNewAddress, {
      to: change.new_email,
      locale: user.locale,
      key: `auth.confirm-new-address:${tokenId}`,
      data: {
        product: this.settings.productName,
        name: user.name,
        oldEmail: maskedAddress(user.email),
        link: this.link('change-address', prepared.token),
        code: shownCode(prepared.code),
        codeMinutes: Math.round(confirm.codeSeconds / 60),
        linkHours: Math.round(confirm.linkSeconds / 3600),
      },
    });
  }

  /** The former address gets the way back, the new one hears that it counts. */
  async tellBoth(tx: EntityManager, user: User, change: AddressChangeRow): Promise<void> {
    const { undoSeconds } = this.options;
    const token = await this.tokens.issueLink(tx, user.id, 'undo_address', change.id, undoSeconds);
    const { locale, name } = user;
    const product = this.settings.productName;
    await this.mailer.queue(tx, addressMoved, {
      to: change.old_email,
      locale,
      key: `auth.address-moved:${change.id}`,
      data: {
        product,
        name,
        newEmail: maskedAddress(change.new_email),
        time: momentIn(locale, this.clock.now()),
        link: this.link('undo-address', token),
        linkDays: Math.max(1, Math.round(undoSeconds / DAY_SECONDS)),
      },
    });
    await this.mailer.queue(tx, addressChanged, {
      to: change.new_email,
      locale,
      key: `auth.address-changed:${change.id}`,
      data: { product, name, link: this.link('security') },
    });
  }

  private link(path: string, token?: string): string {
    return `${this.settings.publicUrl}/${path}${token ? `#${new URLSearchParams({ token })}` : ''}`;
  }
}
