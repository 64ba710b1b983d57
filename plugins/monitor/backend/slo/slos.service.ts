import { Injectable } from '@nestjs/common';
import { Flags } from '@purser/kit/backend/flags';
import { DataSource } from 'typeorm';
import { AUTOMATIC } from '../../../provisioning/backend/provisioning.flags.js';
import type { SloName, SloStanding } from '../../records.js';
import { budgetLeft, burnsOf, objectives, READY_SECONDS, type Tallies, type Window, windows } from './objectives.js';

const spans = Object.entries(windows) as [Window, number][];
/** `sums('good')` → one column per window, e.g. `"good 5m"`. */
const sums = (of: string, at: string) =>
  spans.map(
    ([name, s]) =>
      `coalesce(sum(${of}) FILTER (WHERE ${at} > s.now - interval '${s} s'), 0)::float8 AS "${of} ${name}"`,
  );

const PROBED = `
  WITH s AS (SELECT clock_timestamp() AS now)
  SELECT ${[...sums('good', 'at'), ...sums('bad', 'at')].join(', ')}
  FROM monitor_bucket, s WHERE slo = $1 AND at > s.now - interval '30 days'`;

/** One that waits for an operator is nobody's failure, and one that was erased before it was active neither. */
const READY = `
  WITH s AS (SELECT clock_timestamp() AS now), asked AS (
    SELECT greatest(requested_at, approved_at) AS at, active_at FROM provisioning_store
    WHERE requested_at > clock_timestamp() - interval '30 days' AND NOT canary
      AND (active_at IS NOT NULL OR phase NOT IN ('purging', 'purged'))
      AND (approved_at IS NOT NULL OR active_at IS NOT NULL OR phase <> 'requested' OR $1)
  ), counted AS (
    SELECT at,
      (active_at IS NOT NULL AND active_at <= at + interval '${READY_SECONDS} s')::int AS good,
      (coalesce(active_at, clock_timestamp()) > at + interval '${READY_SECONDS} s')::int AS bad
    FROM asked)
  SELECT ${[...sums('good', 'at'), ...sums('bad', 'at')].join(', ')} FROM counted, s`;

/** How the objectives stand, from what was counted. */
@Injectable()
export class Slos {
  constructor(
    private readonly dataSource: DataSource,
    private readonly flags: Flags,
  ) {}

  async standings(): Promise<SloStanding[]> {
    return await Promise.all(
      objectives.map(async ({ slo, objective }) => {
        const tallies = await this.tallies(slo);
        const month = tallies['30d'];
        return {
          slo,
          objective,
          ...month,
          budgetLeft: budgetLeft(month, objective),
          burns: burnsOf(tallies, objective),
        };
      }),
    );
  }

  private async tallies(slo: SloName): Promise<Tallies> {
    const [row]: Record<string, number>[] =
      slo === 'ready'
        ? await this.dataSource.query(READY, [await this.flags.isOn(AUTOMATIC)])
        : await this.dataSource.query(PROBED, [slo]);
    const tally = (name: Window) => ({ good: row?.[`good ${name}`] ?? 0, bad: row?.[`bad ${name}`] ?? 0 });
    return Object.fromEntries(spans.map(([name]) => [name, tally(name)])) as Record<Window, ReturnType<typeof tally>>;
  }
}
