import { Tooltip, Typography } from '@mui/material';

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** A point in time: near ones as "5 minutes ago" with the full time at hand, far ones as a date. */
export function Moment({ at, now = Date.now() }: { at: string | null | undefined; now?: number }) {
  if (!at) return <>—</>;
  const date = new Date(at);
  return (
    <Tooltip title={date.toLocaleString('en-GB', { dateStyle: 'full', timeStyle: 'long' })}>
      <Typography component="time" variant="body2" dateTime={at} sx={{ whiteSpace: 'nowrap' }}>
        {phrase(date, now)}
      </Typography>
    </Tooltip>
  );
}

function phrase(date: Date, now: number): string {
  const seconds = (date.getTime() - now) / 1000;
  if (Math.abs(seconds) > 7 * 86_400) return date.toLocaleDateString('en-GB', { dateStyle: 'medium' });
  for (const [unit, length] of steps) {
    // Six days and 23 hours to come are seven days to who was promised seven.
    const count = seconds > 0 ? Math.round(seconds / length) : Math.trunc(seconds / length);
    if (Math.abs(seconds) >= length) return relative.format(count, unit);
  }
  return 'just now';
}
