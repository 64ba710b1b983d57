import { Inject, Injectable } from '@nestjs/common';
import { Mailer } from '@purser/kit/backend/mail';
import { optionsOf } from '@purser/kit/backend/plugin';
import { HouseSettings } from '@purser/kit/backend/settings';
import type { EntityManager } from 'typeorm';
import type { AuthOptions } from '../auth.options.js';
import { deviceIn, momentIn } from '../mails/mail-words.js';
import { newDevice } from '../mails/new-device.mail.js';
import { operatorNewDevice } from '../mails/operator-new-device.mail.js';
import { OneTimeTokens } from '../one-time-token/one-time-tokens.service.js';

export interface NewDeviceNews {
  readonly personId: string;
  readonly sessionId: string;
  readonly device: string;
  readonly place: string | null;
  readonly at: Date;
}

interface Recipient {
  readonly email: string;
  readonly name: string;
}

const DAY_SECONDS = 86_400;

/** Mails the person about a sign-in where they never were, in its transaction (SECURITY 22). */
@Injectable()
export class NewDeviceAlert {
  constructor(
    private readonly tokens: OneTimeTokens,
    private readonly mailer: Mailer,
    private readonly settings: HouseSettings,
    @Inject(optionsOf('auth')) private readonly options: AuthOptions,
  ) {}

  /** With the link by which they end exactly this session. */
  async toCustomer(tx: EntityManager, news: NewDeviceNews): Promise<void> {
    const [user]: (Recipient & { locale: 'en' | 'de' })[] = await tx.query(
      'SELECT email, name, locale FROM auth_user WHERE id = $1',
      [news.personId],
    );
    if (!user) return;
    const { disownSeconds } = this.options;
    const token = await this.tokens.issueLink(tx, news.personId, 'disown_session', news.sessionId, disownSeconds);
    await this.mailer.queue(tx, newDevice, {
      to: user.email,
      locale: user.locale,
      key: `auth.new-device:${news.sessionId}`,
      data: {
        ...this.facts(user, news, user.locale),
        // Behind `#`, so the token reaches the page and no log, proxy or referrer on the way.
        link: `${this.settings.publicUrl}/not-me#${new URLSearchParams({ token })}`,
        linkDays: Math.max(1, Math.round(disownSeconds / DAY_SECONDS)),
      },
    });
  }

  async toOperator(tx: EntityManager, news: NewDeviceNews): Promise<void> {
    const [operator]: Recipient[] = await tx.query('SELECT email, name FROM auth_operator WHERE id = $1', [
      news.personId,
    ]);
    if (!operator) return;
    await this.mailer.queue(tx, operatorNewDevice, {
      to: operator.email,
      locale: 'en',
      key: `auth.operator-new-device:${news.sessionId}`,
      data: { ...this.facts(operator, news, 'en'), link: `${this.settings.consoleUrl}/console/operators` },
    });
  }

  private facts({ name }: Recipient, { device, place, at }: NewDeviceNews, locale: 'en' | 'de') {
    return {
      product: this.settings.productName,
      name,
      device: deviceIn(locale, device),
      place: place ?? '',
      time: momentIn(locale, at),
    };
  }
}
