import { Inject, Injectable } from '@nestjs/common';
import { Mailer } from '@purser/kit/backend/mail';
import { optionsOf } from '@purser/kit/backend/plugin';
import { HouseSettings } from '@purser/kit/backend/settings';
import type { EntityManager } from 'typeorm';
import { PasswordRecovery } from '../../../auth/backend/password/password-recovery.service.js';
import { recoverAccount } from '../mails/recover-account.mail.js';
import type { ResetOptions } from '../reset.options.js';

/** What became of it; the other two as `PasswordRecovery.begin` says. */
export type Sending = 'mailed' | 'held' | 'disabled';

type Prepared = Awaited<ReturnType<PasswordRecovery['prepare']>> | 'held';

/** Queues the mail with the key to somebody's account. */
@Injectable()
export class RecoveryMail {
  constructor(
    private readonly recovery: PasswordRecovery,
    private readonly mailer: Mailer,
    private readonly settings: HouseSettings,
    @Inject(optionsOf('reset')) private readonly options: ResetOptions,
  ) {}

  /** Slow, because it hashes: before the transaction. `held` when nothing would be sent. */
  async prepare(userId: string): Promise<Prepared> {
    return (await this.recovery.isHeld(userId, this.options)) ? 'held' : await this.recovery.prepare();
  }

  async send(tx: EntityManager, userId: string, prepared: Prepared): Promise<Sending> {
    if (prepared === 'held') return 'held';
    const key = await this.recovery.begin(tx, userId, prepared, this.options);
    if (typeof key === 'string') return key;
    const { user, token, code } = key;
    await this.mailer.queue(tx, recoverAccount, {
      to: user.email,
      locale: user.locale,
      key: `reset.recover-account:${key.tokenId}`,
      data: {
        product: this.settings.productName,
        name: user.name,
        // Behind `#`, so the token reaches the page and no log, proxy or referrer on the way.
        link: `${this.settings.publicUrl}/reset#${new URLSearchParams({ token })}`,
        code,
        codeMinutes: Math.round(this.options.codeSeconds / 60),
        linkMinutes: Math.round(this.options.linkSeconds / 60),
      },
    });
    return 'mailed';
  }
}
