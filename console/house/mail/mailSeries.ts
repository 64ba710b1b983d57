/** The figures of `/api/console/mail-figures`, ready to be drawn. */

export interface MailFigures {
  readonly period: 'day' | 'week' | 'month';
  readonly unit: 'hour' | 'day';
  readonly columns: readonly { readonly at: string; readonly counts: Readonly<Record<string, number>> }[];
  readonly templates: readonly { readonly template: string; readonly counts: Readonly<Record<string, number>> }[];
  readonly seconds: { readonly median: number; readonly p95: number } | null;
  readonly waiting: { readonly count: number; readonly oldestSeconds: number | null };
}

export interface Series {
  readonly label: string;
  readonly states: readonly string[];
  readonly colour: 'secondary.main' | 'info.main' | 'error.main' | 'warning.main' | 'text.secondary';
  /** Seen without colours as well. */
  readonly hatched?: boolean;
}

export const throughput: readonly Series[] = [
  { label: 'Sent', states: ['sent', 'delivered'], colour: 'secondary.main' },
  { label: 'Waiting', states: ['queued'], colour: 'info.main' },
  { label: 'Failed', states: ['failed', 'bounced', 'complained'], colour: 'error.main', hatched: true },
  { label: 'Suppressed', states: ['suppressed'], colour: 'text.secondary' },
];

export const failures: readonly Series[] = [
  { label: 'Given up', states: ['failed'], colour: 'error.main', hatched: true },
  { label: 'Bounced', states: ['bounced'], colour: 'warning.main' },
  { label: 'Complained', states: ['complained'], colour: 'info.main' },
];

export function countOf(counts: Readonly<Record<string, number>>, series: Pick<Series, 'states'>): number {
  return series.states.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
}

export function totalOf({ columns }: Pick<MailFigures, 'columns'>, series: Pick<Series, 'states'>): number {
  return columns.reduce((sum, { counts }) => sum + countOf(counts, series), 0);
}

/** "0.4 s", "12 s", "3 min", "5 h", "2 d" */
export function duration(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min`;
  if (seconds < 36 * 3_600) return `${Math.round(seconds / 3_600)} h`;
  return `${Math.round(seconds / 86_400)} d`;
}

/** "14:00" or "27 Nov", UTC as the columns are. */
export function columnName(at: string, unit: MailFigures['unit']): string {
  const options: Intl.DateTimeFormatOptions =
    unit === 'hour' ? { hour: '2-digit', minute: '2-digit' } : { day: 'numeric', month: 'short' };
  return new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' }).format(new Date(at));
}
