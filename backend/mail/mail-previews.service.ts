import { Injectable } from '@nestjs/common';
import type { Locale } from '@purser/kit/backend/mail';
import { HouseSettings } from '@purser/kit/backend/settings';
import { type KnownMail, MailCatalogue } from './mail-catalogue.service.js';
import { MailRenderer, type RenderedMail } from './mail-renderer.service.js';

/** Hosts that samples are written with; a preview shows those of this installation in their place. */
const SAMPLE_PUBLIC = 'https://app.example.org';
const SAMPLE_CONSOLE = 'https://console.example.org';

/** What mails look like, with the data their plugins made up for it. */
@Injectable()
export class MailPreviews {
  constructor(
    private readonly catalogue: MailCatalogue,
    private readonly renderer: MailRenderer,
    private readonly settings: HouseSettings,
  ) {}

  /** By plugin, then by name. */
  all(): readonly KnownMail[] {
    return [...this.catalogue.all()].sort((a, b) => a.mail.name.localeCompare(b.mail.name));
  }

  find(name: string): KnownMail | undefined {
    return this.catalogue.find(name);
  }

  render({ mail }: KnownMail, locale: Locale): RenderedMail {
    return this.renderer.render(mail, locale, this.sampleOf(mail));
  }

  sampleOf(mail: KnownMail['mail']): Record<string, unknown> {
    const entries = Object.entries(mail.data.parse(mail.sample));
    return Object.fromEntries(entries.map(([name, value]) => [name, this.atHome(value)]));
  }

  private atHome(value: unknown): unknown {
    if (typeof value !== 'string') return value;
    const { publicUrl, consoleUrl } = this.settings;
    for (const [sample, own] of [
      [SAMPLE_PUBLIC, publicUrl],
      [SAMPLE_CONSOLE, consoleUrl],
    ] as const) {
      if (value === sample || value.startsWith(`${sample}/`)) return own + value.slice(sample.length);
    }
    return value;
  }
}

/** The part of a mail's name before the dot. */
export function pluginOf(name: string): string {
  return name.slice(0, name.indexOf('.'));
}
