import { type PortalLocale, writtenAs } from '@purser/kit/portal/portal';

/** A point in time as a whole, for a page that is about one event. */
export function momentIn(locale: PortalLocale, at: string): string {
  return new Date(at).toLocaleString(writtenAs[locale], { dateStyle: 'long', timeStyle: 'short' });
}
