import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Night, NightState, Nights } from '../../records.js';
import { dateIn } from './slots.js';

const NIGHTS = 14;
const DAY_MS = 86_400_000;

interface SlotRow {
  readonly policyId: string;
  readonly policy: string;
  readonly zone: string;
  readonly slotAt: Date;
  readonly reason: string | null;
  readonly wantsDrill: boolean;
  readonly runs: readonly { readonly id: string; readonly state: string; readonly drilled: boolean }[];
}

/** What became of the last fourteen nights. A night is good when each policy that was due has a verified, drilled backup. */
@Injectable()
export class BackupNights {
  constructor(private readonly dataSource: DataSource) {}

  /** `now` stands in for the database's clock in tests. */
  async last(now?: Date): Promise<Nights> {
    const rows: SlotRow[] = await this.dataSource.query(
      `SELECT p.id AS "policyId", p.name AS policy, p.zone, s.slot_at AS "slotAt", s.reason,
              (p.drill_workspaces > 0 OR p.drill_everything_on IS NOT DISTINCT FROM extract(dow FROM s.slot_at AT TIME ZONE p.zone))
                AS "wantsDrill",
              coalesce((SELECT json_agg(json_build_object('id', r.id, 'state', r.state, 'drilled', r.drilled_at IS NOT NULL))
                          FROM backup_run r WHERE r.policy_id = p.id AND r.slot_at = s.slot_at), '[]') AS runs
         FROM backup_slot s JOIN backup_policy p ON p.id = s.policy_id AND p.kind = 'full'
        WHERE s.slot_at > coalesce($1::timestamptz, clock_timestamp()) - interval '17 days'
          AND s.slot_at <= coalesce($1::timestamptz, clock_timestamp())
        ORDER BY s.slot_at`,
      [now ?? null],
    );
    const [clock]: [{ now: Date; zone: string | null }] = await this.dataSource.query(
      `SELECT coalesce($1::timestamptz, clock_timestamp()) AS now,
              (SELECT zone FROM backup_policy WHERE kind = 'full' ORDER BY enabled DESC, id LIMIT 1) AS zone`,
      [now ?? null],
    );
    const nights = lastDates(rows, clock.now, clock.zone ?? 'UTC').map((date) =>
      nightOf(
        date,
        rows.filter(({ zone, slotAt }) => dateIn(zone, slotAt) === date),
      ),
    );
    return { nights, good: nights.filter(({ state }) => state === 'good').length, of: nights.length };
  }
}

/** Until today, or until yesterday while nothing was due today. */
function lastDates(rows: readonly SlotRow[], now: Date, zone: string): string[] {
  const today = dateIn(zone, now);
  const begins = rows.some((row) => dateIn(row.zone, row.slotAt) === today) ? 0 : 1;
  const noon = Date.parse(`${today}T12:00:00Z`);
  return Array.from({ length: NIGHTS }, (_, at) =>
    new Date(noon - (NIGHTS - 1 - at + begins) * DAY_MS).toISOString().slice(0, 10),
  );
}

const WORST: readonly NightState[] = ['failed', 'missed', 'unproven', 'running', 'good', 'none'];

function nightOf(date: string, slots: readonly SlotRow[]): Night {
  const byPolicy = [...new Set(slots.map(({ policyId }) => policyId))].map((id) =>
    slots.filter(({ policyId }) => policyId === id),
  );
  // Of several slots of a policy the best one counts; of several policies the worst.
  const states = byPolicy.map((own) => best(own.map(stateOf)));
  const runs = slots.flatMap((slot) => slot.runs.map(({ id }) => id));
  return {
    date,
    state: WORST.find((state) => states.includes(state)) ?? 'none',
    backupId: runs.at(-1) ?? null,
    policies: byPolicy.map((own) => own[0]?.policy ?? ''),
  };
}

function best(states: readonly NightState[]): NightState {
  return [...WORST].reverse().find((state) => state !== 'none' && states.includes(state)) ?? 'none';
}

function stateOf({ reason, runs, wantsDrill }: SlotRow): NightState {
  if (reason !== null) return 'missed';
  if (runs.some(({ state }) => state === 'failed' || state === 'corrupt' || state === 'cancelled')) return 'failed';
  if (runs.some(({ state }) => state === 'queued' || state === 'running')) return 'running';
  // What has expired was good once.
  return wantsDrill && !runs.every(({ drilled }) => drilled) ? 'unproven' : 'good';
}
