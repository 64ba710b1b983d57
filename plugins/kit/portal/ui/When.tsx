import Box from '@mui/material/Box';
import { type PortalLocale, usePortal, writtenAs } from '../portal.js';

const steps: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, seconds: number])[] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** A point in time: near ones as "5 minutes ago", far ones as a date; the whole of it on hover. */
export function When({ at }: { readonly at: string }) {
  const { locale } = usePortal();
  const date = new Date(at);
  return (
    <Box
      component="time"
      dateTime={at}
      title={date.toLocaleString(writtenAs[locale], { dateStyle: 'full', timeStyle: 'short' })}
    >
      {phrase(date, Date.now(), locale)}
    </Box>
  );
}

export function phrase(date: Date, now: number, locale: PortalLocale): string {
  const seconds = (date.getTime() - now) / 1000;
  if (Math.abs(seconds) > 7 * 86_400) return date.toLocaleDateString(writtenAs[locale], { dateStyle: 'medium' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  for (const [unit, length] of steps) {
    // Six days and 23 hours to come are seven days to who was promised seven.
    const count = seconds > 0 ? Math.round(seconds / length) : Math.trunc(seconds / length);
    if (Math.abs(seconds) >= length) return relative.format(count, unit);
  }
  return relative.format(0, 'second');
}
