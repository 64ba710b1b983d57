import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type FigurePeriod, figurePeriods, type MailFigures } from './mail-figures.records.js';

const UNIT_MS = { hour: 3_600_000, day: 86_400_000 } as const;
const COLUMNS: Readonly<Record<FigurePeriod, number>> = { day: 24, week: 7, month: 30 };

interface CountRow {
  at: Date;
  template: string;
  state: string;
  count: number;
}

/** Counts of mails. `house_mail_figures` holds all that they read, `house_mail_unsent` what waits: no letter is opened. */
@Injectable()
export class MailFiguresService {
  constructor(private readonly dataSource: DataSource) {}

  async of(period: FigurePeriod): Promise<MailFigures> {
    const unit = figurePeriods[period];
    const first = await this.firstColumn(period);
    const [rows, seconds, waiting] = await Promise.all([this.counts(unit, first), this.seconds(first), this.waiting()]);
    const columns = Array.from({ length: COLUMNS[period] }, (_, n) => {
      const at = new Date(first.getTime() + n * UNIT_MS[unit]).toISOString();
      return { at, counts: byState(rows.filter((row) => row.at.toISOString() === at)) };
    });
    const templates = [...new Set(rows.map((row) => row.template))].map((template) => ({
      template,
      counts: byState(rows.filter((row) => row.template === template)),
    }));
    templates.sort((a, b) => total(b.counts) - total(a.counts) || a.template.localeCompare(b.template));
    return { period, unit, columns, templates, seconds, waiting };
  }

  /** By the database's clock, which wrote when mails were queued. */
  private async firstColumn(period: FigurePeriod): Promise<Date> {
    const unit = UNIT_MS[figurePeriods[period]];
    const [{ now } = { now: new Date(0) }]: { now: Date }[] = await this.dataSource.query(
      'SELECT clock_timestamp() AS now',
    );
    return new Date(Math.floor(now.getTime() / unit) * unit - (COLUMNS[period] - 1) * unit);
  }

  private async counts(unit: 'hour' | 'day', first: Date): Promise<CountRow[]> {
    return this.dataSource.query(
      `SELECT date_trunc($1, queued_at, 'UTC') AS at, template, state, count(*)::int AS count
       FROM house_mail WHERE queued_at >= $2 GROUP BY 1, 2, 3`,
      [unit, first],
    );
  }

  private async seconds(first: Date): Promise<MailFigures['seconds']> {
    const [row]: { median: number | null; p95: number | null }[] = await this.dataSource.query(
      `SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY waited) AS median,
              percentile_cont(0.95) WITHIN GROUP (ORDER BY waited) AS p95
       FROM (SELECT extract(epoch FROM sent_at - queued_at)::float8 AS waited
             FROM house_mail WHERE queued_at >= $1 AND sent_at IS NOT NULL) mail`,
      [first],
    );
    return row?.median == null || row.p95 == null ? null : { median: row.median, p95: row.p95 };
  }

  private async waiting(): Promise<MailFigures['waiting']> {
    const [row]: { count: number; seconds: number | null }[] = await this.dataSource.query(
      `SELECT count(*)::int AS count, extract(epoch FROM clock_timestamp() - min(queued_at))::int AS seconds
       FROM house_mail WHERE state = 'queued'`,
    );
    return { count: row?.count ?? 0, oldestSeconds: row?.seconds ?? null };
  }
}

function byState(rows: readonly CountRow[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { state, count } of rows) counts[state] = (counts[state] ?? 0) + count;
  return counts;
}

function total(counts: Record<string, number>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
