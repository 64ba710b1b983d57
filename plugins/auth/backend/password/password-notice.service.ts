import { Injectable } from '@nestjs/common';
import type { Origin } from '@purser/kit/backend/access';
import { Clock } from '@purser/kit/backend/clock';
import { Mailer } from '@purser/kit/backend/mail';
import { HouseSettings } from '@purser/kit/backend/settings';
import type { EntityManager } from 'typeorm';
import { deviceIn } from '../mails/mail-words.js';
import { passwordChanged } from '../mails/password-changed.mail.js';
import { deviceOf } from '../session/device.js';
import type { KnownUser } from '../user/user-directory.service.js';

/** Whoever's password is new hears of it by mail, however it came about (SECURITY 22). */
@Injectable()
export class PasswordNotice {
  constructor(
    private readonly clock: Clock,
    private readonly mailer: Mailer,
    private readonly settings: HouseSettings,
  ) {}

  async tell(tx: EntityManager, user: KnownUser, origin: Origin): Promise<void> {
    await this.mailer.queue(tx, passwordChanged, {
      to: user.email,
      locale: user.locale,
      key: `auth.password-changed:${user.id}:${this.clock.now().toISOString()}`,
      data: {
        product: this.settings.productName,
        name: user.name,
        device: deviceIn(user.locale, deviceOf(origin.userAgent)),
        link: `${this.settings.publicUrl}/security`,
      },
    });
  }
}
