import { Inject, Injectable } from '@nestjs/common';
import { Mailer } from '@purser/kit/backend/mail';
import { optionsOf } from '@purser/kit/backend/plugin';
import { HouseSettings } from '@purser/kit/backend/settings';
import type { EntityManager } from 'typeorm';
import type { AuthOptions } from '../auth.options.js';
import { confirmAddress } from '../mails/confirm-address.mail.js';
import { OneTimeTokens, type PreparedToken } from '../one-time-token/one-time-tokens.service.js';
import { shownCode } from '../one-time-token/typed-code.js';
import type { User } from '../user/user.entity.js';

/** Makes the live token of a user who is not confirmed yet, and queues the mail that carries it. */
@Injectable()
export class ConfirmationMail {
  constructor(
    private readonly tokens: OneTimeTokens,
    private readonly mailer: Mailer,
    private readonly settings: HouseSettings,
    @Inject(optionsOf('auth')) private readonly options: AuthOptions,
  ) {}

  /** The caller holds the user's row locked. False inside the cooldown: nothing is sent, and no stranger can tell. */
  async send(tx: EntityManager, user: User, prepared: PreparedToken, invitation?: string): Promise<boolean> {
    if (await this.tokens.isCooling(tx, user.id, 'confirm_address', this.options.confirm)) return false;
    if (!(await this.mailer.admits(tx, user.email))) return false;
    const id = await this.tokens.issue(tx, user.id, 'confirm_address', prepared, this.options.confirm);
    // Behind `#`, so the token reaches the page and no log, proxy or referrer on the way.
    const fragment = new URLSearchParams({ token: prepared.token, ...(invitation ? { invitation } : {}) });
    await this.mailer.queue(tx, confirmAddress, {
      to: user.email,
      locale: user.locale,
      key: `auth.confirm-address:${id}`,
      data: {
        product: this.settings.productName,
        name: user.name,
        link: `${this.settings.publicUrl}/confirm#${fragment}`,
        code: shownCode(prepared.code),
        codeMinutes: Math.round(this.options.confirm.codeSeconds / 60),
        linkHours: Math.round(this.options.confirm.linkSeconds / 3600),
      },
    });
    return true;
  }
}
