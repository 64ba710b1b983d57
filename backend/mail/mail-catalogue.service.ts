import { Inject, Injectable } from '@nestjs/common';
import { HOUSE_PLUGINS, type HousePlugins } from '@purser/kit/backend/house';
import type { Mail } from '@purser/kit/backend/mail';
import type { z } from 'zod';
import { secretNames } from './mail-secrets.js';

export interface KnownMail {
  readonly mail: Mail<z.ZodObject>;
  readonly secrets: ReadonlySet<string>;
}

/** Every mail the enabled plugins declare. */
@Injectable()
export class MailCatalogue {
  private readonly mails = new Map<string, KnownMail>();

  constructor(@Inject(HOUSE_PLUGINS) plugins: HousePlugins) {
    for (const mail of plugins.flatMap((plugin) => plugin.mails ?? [])) {
      if (this.mails.has(mail.name)) throw new Error(`The mail "${mail.name}" is declared twice.`);
      this.mails.set(mail.name, { mail, secrets: secretNames(mail) });
    }
  }

  all(): readonly KnownMail[] {
    return [...this.mails.values()];
  }

  find(name: string): KnownMail | undefined {
    return this.mails.get(name);
  }

  get(name: string): KnownMail {
    const known = this.mails.get(name);
    if (!known) throw new Error(`No enabled plugin declares the mail "${name}".`);
    return known;
  }
}
