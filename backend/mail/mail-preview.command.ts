import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Injectable } from '@nestjs/common';
import type { Command, CommandRun } from '@purser/kit/backend/cli';
import { Refusal } from '@purser/kit/backend/errors';
import { LOCALES } from '@purser/kit/backend/mail';
import { houseProblems } from '@purser/kit/problems';
import type { KnownMail } from './mail-catalogue.service.js';
import { MailPreviews, pluginOf } from './mail-previews.service.js';

/** `pnpm purser mail preview [<mail>|<plugin>|all] [--to <folder>]`: the list, or files to open in a browser. */
@Injectable()
export class MailPreviewCommand implements Command {
  constructor(private readonly previews: MailPreviews) {}

  async run({ args, options, print }: CommandRun): Promise<void> {
    const [which] = args;
    const { to = 'mail-previews' } = options;
    if (which === undefined && options.to === undefined) return this.tell(print);
    const chosen = this.choose(which ?? 'all');
    if (typeof to !== 'string') {
      throw new Refusal(houseProblems.invalidRequest, { message: 'Say which folder: mail preview --to <folder>.' });
    }
    const folder = path.resolve(to);
    mkdirSync(folder, { recursive: true });
    for (const known of chosen) this.write(known, folder);
    print(`${chosen.length} ${chosen.length === 1 ? 'mail' : 'mails'} in both languages and parts: ${folder}`);
  }

  private tell(print: (line: string) => void): void {
    for (const known of this.previews.all()) {
      print(`${known.mail.name.padEnd(32)} ${this.previews.render(known, 'en').subject}`);
    }
    print('\nTo see them: mail preview <mail>|<plugin>|all [--to <folder>]');
  }

  private choose(which: string): readonly KnownMail[] {
    const chosen = this.previews
      .all()
      .filter(({ mail: { name } }) => which === 'all' || which === name || which === pluginOf(name));
    if (chosen.length > 0) return chosen;
    const message = `No enabled plugin declares the mail "${which}"; "mail preview" lists those there are.`;
    throw new Refusal(houseProblems.invalidRequest, { message });
  }

  private write(known: KnownMail, folder: string): void {
    for (const locale of LOCALES) {
      const { subject, html, text } = this.previews.render(known, locale);
      const file = path.join(folder, `${known.mail.name}.${locale}`);
      writeFileSync(`${file}.html`, html);
      writeFileSync(`${file}.txt`, `Subject: ${subject}\n\n${text}`);
    }
  }
}
