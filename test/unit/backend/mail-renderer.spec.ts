import { defineMail, LOCALES } from '@purser/kit/backend/mail';
import type { HouseSettings } from '@purser/kit/backend/settings';
import { z } from 'zod';
import { testMail } from '../../../backend/mail/house.mails.js';
import { MailRenderer } from '../../../backend/mail/mail-renderer.service.js';
import { secretNames, separateSecrets } from '../../../backend/mail/mail-secrets.js';

const settings: HouseSettings = {
  mode: 'test',
  role: 'web',
  productName: 'Purser',
  publicUrl: 'https://app.example.org',
  consoleUrl: 'https://console.example.org',
  loopbackUrl: 'http://127.0.0.1:3000',
  dataDir: '/nowhere',
};
const renderer = new MailRenderer(settings);

const words = {
  subject: 'Hello {{name}}',
  preheader: 'For {{name}}',
  heading: 'Hello {{name}}',
  paragraphs: ['{{name}} was here & there.', '{{#if reason}}Because: {{reason}}{{/if}}'],
  action: { label: 'Open', href: '{{publicUrl}}/open?who={{name}}#token={{token}}' },
  code: '{{code}}',
  notes: ['Not you, {{name}}?'],
};
const mail = defineMail({
  name: 'harbour.hello',
  data: z.object({ name: z.string(), token: z.string(), code: z.string(), reason: z.string().optional() }),
  sample: { name: 'Ada', token: 't', code: 'c' },
  words: { en: words, de: words },
});
const linked = (href: string) =>
  defineMail({ ...mail, words: { en: { ...words, action: { label: 'Open', href } }, de: words } });
const data = { name: 'Ada', token: 'T0k', code: 'QWER-1234' };

describe('rendering a mail', () => {
  it.each([
    ['markup', '<script>alert(1)</script><img src=x onerror=alert(1)>'],
    ['quotes', `"><a href='//evil'>x</a>`],
    ['handlebars', '{{publicUrl}} {{{token}}}'],
    ['right-to-left, emoji and combined letters', 'مرحبا 👩‍🚀 Zoë O’Neil é नमस्ते'],
  ])('escapes %s in the HTML part and leaves the text part as it is', (_, name) => {
    const { html, text, subject } = renderer.render(mail, 'en', { ...data, name });
    expect(html).not.toMatch(/<script|<img|href=["']\/\/evil/);
    expect(text.replaceAll('\n', ' ')).toContain(`${name} was here & there.`);
    expect(subject).toBe(`Hello ${name}`);
    expect(html).toContain('was here &#38; there.');
  });

  it.each([
    ['what turns the direction of the text behind it', 'Ada\u202e\u2066\u2069', 'Ada'],
    ['control characters', 'A\u0000d\u001b[31ma\u007f', 'Ad[31ma'],
  ])('takes %s out of names', (_, name, seen) => {
    expect(renderer.subject(mail, 'en', { ...data, name })).toBe(`Hello ${seen}`);
  });

  it.each(['https://evil.example/win', 'Win at evil.example now', 'www.evil.example'])(
    'lets no mail program make a link of a name: %s',
    (name) => {
      const { html, text, subject } = renderer.render(mail, 'en', { ...data, name });
      const own = /https:\/\/app\.example\.org[^\s<"]*/g;
      for (const part of [html, text, subject]) {
        expect(part.replaceAll(own, '')).not.toMatch(/evil\.example|https?:\/\//);
        expect(part.replaceAll('\u200b', '')).toContain(name.slice(0, 8));
      }
    },
  );

  it('leaves the address of a person as it is', () => {
    expect(renderer.subject(mail, 'en', { ...data, name: 'ada.lovelace@example.org' })).toBe(
      'Hello ada.lovelace@example.org',
    );
  });

  it('breaks lines where the data does, and folds the text part at 72 columns', () => {
    const name = `One\r\nTwo\u2028${'word '.repeat(40)}${'x'.repeat(120)}`;
    const { html, text } = renderer.render(mail, 'en', { ...data, name });
    expect(html).toContain('One<br>Two<br>word word');
    expect(text).toContain('One\nTwo\nword word');
    const long = text.split('\n').filter((line) => line.length > 72);
    // What is one word stays whole: the heading's and the paragraphs' name, and the link.
    expect(long.every((line) => !line.trim().includes(' '))).toBe(true);
  });

  it('shows facts as a table, without those that are not known', () => {
    const facts = [
      { label: 'Device', value: '{{name}}' },
      { label: 'Place', value: '{{reason}}' },
    ];
    const alert = { ...mail, words: { en: { ...words, facts }, de: { ...words, facts } } };
    const { html, text } = renderer.render(alert, 'en', { ...data, name: '<b>Firefox</b>' });
    expect(text).toContain('\nDevice: <b>Firefox</b>\n');
    expect(html).toContain('>&#60;b&#62;Firefox&#60;/b&#62;</td>');
    expect(html + text).not.toContain('Place');
  });

  it('keeps a line break out of the subject', () => {
    const { subject } = renderer.render(mail, 'en', { ...data, name: 'Ada\r\nBcc: eve@example.org' });
    expect(subject.replace('\u200b', '')).toBe('Hello Ada Bcc: eve@example.org');
  });

  it('makes links absolute, and keeps values inside their place', () => {
    const { text } = renderer.render(mail, 'en', { ...data, name: 'a&b#c?d/e' });
    expect(text).toContain('https://app.example.org/open?who=a%26b%23c%3Fd%2Fe#token=T0k');
    const whole = renderer.render(linked('{{token}}'), 'en', {
      ...data,
      token: 'https://console.example.org/x?y=1&z=2',
    });
    expect(whole.text).toContain('https://console.example.org/x?y=1&z=2');
    expect(whole.html).toContain('href="https://console.example.org/x?y=1&#38;z=2"');
  });

  it.each([
    'https://evil.example/{{token}}',
    '//evil.example/',
    'javascript:alert(1)',
    'https://app.example.org.evil.example/',
  ])('refuses a link to %s', (href) => {
    expect(() => renderer.render(linked(href), 'en', data)).toThrow('must not link');
  });

  it('does not follow data to another host', () => {
    const { text } = renderer.render(linked('{{token}}'), 'en', { ...data, token: 'https://evil.example/' });
    expect(text).not.toContain('Open:\nhttps://evil');
    expect(text).toContain('https://app.example.org/https%3A%2F%2Fevil.example%2F');
  });

  it('fails on a name that the data does not have, and not on an absent optional one', () => {
    expect(() => renderer.render(linked('{{publicUrl}}/{{tokenn}}'), 'en', data)).toThrow('tokenn');
    expect(renderer.render(mail, 'en', data).text).not.toContain('Because');
    expect(renderer.render(mail, 'en', { ...data, reason: 'tide' }).text).toContain('Because: tide');
  });

  it('leaves out what a condition made empty', () => {
    expect(renderer.render(mail, 'en', data).html).not.toMatch(/<p class="text"[^>]*><\/p>/);
  });

  it('names what its link and code are made of as secrets, in every language', () => {
    expect([...secretNames(mail)].sort()).toEqual(['code', 'name', 'token']);
    const { seen, secrets } = separateSecrets(new Set(['code', 'token']), data);
    expect(seen).toEqual({ name: 'Ada', token: '•••', code: '•••' });
    expect(secrets).toEqual({ token: 'T0k', code: 'QWER-1234' });
    expect(separateSecrets(secretNames(testMail), { sentAt: 'now' }).secrets).toBeNull();
  });

  it('takes the names the mail gives instead', () => {
    expect([...secretNames({ ...mail, secrets: ['token'] })]).toEqual(['token']);
    expect([...secretNames({ ...mail, secrets: [] })]).toEqual([]);
  });

  it('shows a masked link as one', () => {
    const { seen } = separateSecrets(new Set(['token']), data);
    expect(renderer.render(mail, 'en', seen).text).toContain('https://app.example.org/open?who=Ada#token=•••');
  });

  it.each(LOCALES)('of the house is complete in %s', (locale) => {
    const rendered = renderer.render(testMail, locale, testMail.sample);
    expect(rendered.html).toContain(`<html lang="${locale}" dir="ltr">`);
    expect(rendered).toMatchSnapshot();
  });
});
