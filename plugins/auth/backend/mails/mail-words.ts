import type { Locale } from '@purser/kit/backend/mail';

const writtenAs: Readonly<Record<Locale, string>> = { en: 'en-GB', de: 'de-DE' };

/** "27 November 2026 at 14:05 UTC": mails do not know where they are read. */
export function momentIn(locale: Locale, moment: Date): string {
  const format = new Intl.DateTimeFormat(writtenAs[locale], { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
  return `${format.format(moment)} UTC`;
}

/** What `deviceOf` calls a device, as people say it. */
export function deviceIn(locale: Locale, device: string): string {
  if (locale === 'en') return device;
  return device === 'Unknown device' ? 'Unbekanntes Gerät' : device.replace(' on ', ' auf ');
}
