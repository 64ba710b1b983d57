import { LOCALES } from '@purser/kit/backend/mail';
import type { HouseSettings } from '@purser/kit/backend/settings';
import { assemble } from '../../backend/assemble.js';
import { house } from '../../backend/house.plugin.js';
import { MailRenderer } from '../../backend/mail/mail-renderer.service.js';
import { secretNames } from '../../backend/mail/mail-secrets.js';
import { plugins } from '../../backend/plugins.js';

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
const mails = [house.definition, ...assemble(plugins({ SIGNING_KEYS: undefined })).all].flatMap(
  (definition) => definition.mails ?? [],
);

describe.each(mails.map((mail) => [mail.name, mail] as const))('the mail %s', (_, mail) => {
  const sample = mail.data.parse(mail.sample);

  it.each(LOCALES)('is complete in %s', (locale) => {
    const { subject, html, text } = renderer.render(mail, locale, sample);
    expect(subject).not.toBe('');
    expect(html).toContain(`<html lang="${locale}">`);
    for (const part of [subject, html, text]) expect(part).not.toMatch(/\{\{|undefined|\[object/);
  });

  it('says the same in both languages', () => {
    const shapeOf = (locale: (typeof LOCALES)[number]) => {
      const { paragraphs, notes = [], action, code } = mail.words[locale];
      return { paragraphs: paragraphs.length, notes: notes.length, action: action?.href, code };
    };
    expect(shapeOf('de')).toEqual(shapeOf('en'));
    expect(mail.words.de.subject).not.toBe(mail.words.en.subject);
  });

  it('hides only data that it has', () => {
    for (const name of secretNames(mail)) expect(Object.keys(mail.data.shape)).toContain(name);
  });
});
