import { LOCALES, type Mail } from '@purser/kit/backend/mail';
import { HtmlValidate } from 'html-validate';
import type { z } from 'zod';
import { MailRenderer } from '../../backend/mail/mail-renderer.service.js';
import { secretNames } from '../../backend/mail/mail-secrets.js';
import { declaredMails, settings } from '../mails/declared-mails.js';

const renderer = new MailRenderer(settings);
const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:standard'],
  rules: {
    // Mail clients read no style sheets, and Outlook lays out by the attributes of tables.
    'no-inline-style': 'off',
    'no-deprecated-attr': 'off',
    'no-style-tag': 'off',
    // A frame around a frame is no article of a page.
    'doctype-style': 'off',
  },
});

/** What is wrong with the HTML, one line each. */
async function faultsOf(html: string): Promise<string[]> {
  const { results } = await validator.validateString(html);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line }) => `${line} ${ruleId}: ${message}`),
  );
}

/** Where the links of both parts lead, and whatever a mail program would make a link of. */
function linksIn({ html, text }: { html: string; text: string }): string[] {
  const attributes = [...html.matchAll(/(?:href|src|action|background)="([^"]*)"/g)].map(([, link = '']) => link);
  const visible = [text, html.replace(/<[^>]*>/g, ' ')].flatMap((part) => part.match(/\b[a-z]+:\/\/[^\s<"]+/gi) ?? []);
  return [...attributes, ...visible].map((link) => link.replaceAll('&#38;', '&').replace(/\)\.$/, ''));
}

const hostile = {
  markup: '</p><script>alert(1)</script><a href="https://evil.example">',
  handlebars: '{{publicUrl}}{{{product}}}{{#each}}',
  'a header': 'Ada\r\nBcc: eve@example.org\r\n\r\n<b>body</b>',
  direction: '\u202egnp.exe\u2066 مرحبا \u200f',
  'odd letters': 'Z̷̡͝ö\u0000ë 👩‍👩‍👧 \ud83d 𝔄𝔡𝔞',
  length: 'x'.repeat(5_000),
  'a link': 'https://evil.example/?a=1&b=2#c',
};

/** The sample with every string of a person replaced; links, codes and the product's name are the house's own. */
function spoiltWith(value: string, mail: Mail<z.ZodObject>): Record<string, unknown> {
  const own = new Set([...secretNames(mail), 'product', 'code']);
  return Object.fromEntries(
    Object.entries(mail.data.parse(mail.sample)).map(([name, sample]) => {
      const isTheirs = typeof sample === 'string' && !own.has(name) && !URL.canParse(sample);
      return [name, isTheirs ? value : sample];
    }),
  );
}

describe.each(declaredMails().map((mail) => [mail.name, mail] as const))('the mail %s', (_, mail) => {
  const sample = mail.data.parse(mail.sample);

  it.each(LOCALES)('is complete in %s', (locale) => {
    const { subject, html, text } = renderer.render(mail, locale, sample);
    expect(subject).not.toBe('');
    expect(html).toContain(`<html lang="${locale}"`);
    for (const part of [subject, html, text]) expect(part).not.toMatch(/\{\{|undefined|null|NaN|\[object/);
  });

  it.each(LOCALES)('reads in %s as it did', (locale) => {
    const { subject, text } = renderer.render(mail, locale, sample);
    expect(`Subject: ${subject}\n\n${text}`).toMatchSnapshot();
  });

  it.each(LOCALES)('has a well-formed text part in %s', (locale) => {
    const { text } = renderer.render(mail, locale, sample);
    expect(text).toMatch(/^\S[\s\S]*\n-- \n[\s\S]*\S\n$/);
    expect(text).not.toMatch(/[ \t]\n(?<!\n-- \n)|\n{3}|<[a-z/]|&#?\w+;|\r/);
    for (const line of text.split('\n')) expect(line.length <= 72 || !line.includes(' ')).toBe(true);
  });

  it.each(LOCALES)('is valid HTML in %s', async (locale) => {
    expect(await faultsOf(renderer.render(mail, locale, sample).html)).toEqual([]);
  });

  it.each(LOCALES)('links to the configured hosts only, in %s', (locale) => {
    const links = linksIn(renderer.render(mail, locale, sample));
    expect(links.length).toBeGreaterThan(0);
    for (const link of links) expect([settings.publicUrl, settings.consoleUrl]).toContain(new URL(link).origin);
  });

  it.each(Object.entries(hostile))('stays what it is around names with %s', async (_, value) => {
    for (const locale of LOCALES) {
      const { subject, html, text } = renderer.render(mail, locale, spoiltWith(value, mail));
      expect(subject).not.toMatch(/\p{Cc}/u);
      expect(text).not.toMatch(/(?!\n)\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u);
      expect(html).not.toMatch(/<script|<b>|<a href="https:\/\/evil/);
      expect(await faultsOf(html)).toEqual([]);
      for (const link of linksIn({ html, text })) {
        expect([settings.publicUrl, settings.consoleUrl]).toContain(new URL(link).origin);
      }
    }
  });

  it('says the same in both languages', () => {
    const shapeOf = (locale: (typeof LOCALES)[number]) => {
      const { paragraphs, facts = [], notes = [], action, code } = mail.words[locale];
      return {
        paragraphs: paragraphs.length,
        facts: facts.map(({ value }) => value),
        notes: notes.length,
        action: action?.href,
        code,
      };
    };
    expect(shapeOf('de')).toEqual(shapeOf('en'));
    expect(mail.words.de.subject).not.toBe(mail.words.en.subject);
  });

  it('hides only data that it has', () => {
    for (const name of secretNames(mail)) expect(Object.keys(mail.data.shape)).toContain(name);
  });
});

describe('the look at mails', () => {
  it('finds what is wrong with HTML', async () => {
    expect(
      await faultsOf('<!doctype html><html lang="en"><head><title>x</title></head><body><p><div></p></body>'),
    ).not.toEqual([]);
  });

  it('finds links to elsewhere, also those that only mail programs see', () => {
    expect(linksIn({ html: '<a href="https://a.example">x</a>', text: 'see https://b.example/' })).toEqual([
      'https://a.example',
      'https://b.example/',
    ]);
  });
});
