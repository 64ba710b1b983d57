import { Injectable } from '@nestjs/common';
import type { Locale, Mail, MailWords } from '@purser/kit/backend/mail';
import { HouseSettings } from '@purser/kit/backend/settings';
import Handlebars from 'handlebars';
import type { z } from 'zod';
import { harmless, whole } from './mail-data.js';
import { layHtml, layoutWords } from './mail-layout.js';
import { MASK } from './mail-secrets.js';
import { layText } from './mail-text.js';

export interface RenderedMail {
  readonly subject: string;
  /** What an inbox shows beside the subject. */
  readonly preheader: string;
  readonly html: string;
  readonly text: string;
}

type Template = (data: Record<string, unknown>) => string;

interface CompiledWords {
  readonly subject: Template;
  readonly preheader: Template;
  readonly heading: Template;
  readonly paragraphs: readonly Template[];
  readonly facts: readonly { readonly label: Template; readonly value: Template }[];
  readonly action?: { readonly label: Template; readonly href: Template };
  readonly code?: Template;
  readonly notes: readonly Template[];
}

/** Compiles every mail's words once. They give plain text; the layout escapes all of it for the HTML part. */
@Injectable()
export class MailRenderer {
  private readonly compiled = new WeakMap<MailWords, CompiledWords>();

  constructor(private readonly settings: HouseSettings) {}

  render(mail: Mail<z.ZodObject>, locale: Locale, data: Record<string, unknown>): RenderedMail {
    const words = this.wordsOf(mail, locale);
    const given = this.given(mail, data);
    const facts = this.readable(given);
    const subject = oneLine(words.subject(facts));
    const parts = {
      locale,
      product: this.settings.productName,
      publicUrl: this.settings.publicUrl,
      subject,
      preheader: oneLine(words.preheader(facts)),
      heading: oneLine(words.heading(facts)),
      paragraphs: lines(words.paragraphs, facts),
      facts: words.facts
        .map(({ label, value }) => ({ label: oneLine(label(facts)), value: oneLine(value(facts)) }))
        .filter(({ value }) => value !== ''),
      action: words.action && { label: oneLine(words.action.label(facts)), href: this.link(words.action.href, given) },
      code: words.code?.(given),
      notes: lines(words.notes, facts),
      words: layoutWords[locale],
    };
    return { subject, preheader: parts.preheader, html: layHtml(parts), text: layText(parts) };
  }

  subject(mail: Mail<z.ZodObject>, locale: Locale, data: Record<string, unknown>): string {
    return oneLine(this.wordsOf(mail, locale).subject(this.readable(this.given(mail, data))));
  }

  /** An absolute address on one of our two origins, whatever the data holds (SECURITY 14). */
  private link(template: Template, given: Record<string, unknown>): string {
    const encoded = mapped(given, (value) => (this.isOurs(value) ? value : encodeURIComponent(String(value))));
    const url = new URL(template(encoded), this.settings.publicUrl);
    if (url.origin !== this.settings.publicUrl && url.origin !== this.settings.consoleUrl) {
      throw new Error(`A mail must not link to ${url.origin}.`);
    }
    // In a preview the mask shall be read as one.
    return url.href.replaceAll(encodeURIComponent(MASK), MASK);
  }

  private isOurs(value: unknown): boolean {
    if (typeof value !== 'string' || /\s/.test(value)) return false;
    const ours = [this.settings.publicUrl, this.settings.consoleUrl];
    return ours.some((origin) => value === origin || value.startsWith(`${origin}/`));
  }

  /** As it may stand in sentences; our own addresses and names stay as they are. */
  private readable(given: Record<string, unknown>): Record<string, unknown> {
    const { product } = given;
    return { ...mapped(given, (value) => (this.isOurs(value) ? value : harmless(value))), product };
  }

  private given(mail: Mail<z.ZodObject>, data: Record<string, unknown>): Record<string, unknown> {
    const absent = Object.keys(mail.data.shape).map((key) => [key, '']);
    return {
      ...Object.fromEntries(absent),
      ...mapped(data, whole),
      product: this.settings.productName,
      publicUrl: this.settings.publicUrl,
      consoleUrl: this.settings.consoleUrl,
    };
  }

  private wordsOf(mail: Mail<z.ZodObject>, locale: Locale): CompiledWords {
    const words = mail.words[locale];
    const known = this.compiled.get(words);
    if (known) return known;
    const compiled = compileWords(words);
    this.compiled.set(words, compiled);
    return compiled;
  }
}

function compileWords(words: MailWords): CompiledWords {
  return {
    subject: compile(words.subject),
    preheader: compile(words.preheader),
    heading: compile(words.heading),
    paragraphs: words.paragraphs.map(compile),
    facts: (words.facts ?? []).map(({ label, value }) => ({ label: compile(label), value: compile(value) })),
    action: words.action && { label: compile(words.action.label), href: compile(words.action.href) },
    code: words.code === undefined ? undefined : compile(words.code),
    notes: (words.notes ?? []).map(compile),
  };
}

/** Strict: a name that is not in the mail's data is an error, not a gap in somebody's mail. */
function compile(template: string): Template {
  return Handlebars.compile(template, { noEscape: true, strict: true });
}

/** Without those that a condition left empty. */
function lines(templates: readonly Template[], facts: Record<string, unknown>): string[] {
  return templates.map((template) => template(facts).trim()).filter((line) => line !== '');
}

function mapped(record: Record<string, unknown>, change: (value: unknown) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
