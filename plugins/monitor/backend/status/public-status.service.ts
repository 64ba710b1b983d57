import { Injectable } from '@nestjs/common';
import { Refusal } from '@purser/kit/backend/errors';
import { Flags } from '@purser/kit/backend/flags';
import { DataSource } from 'typeorm';
import { monitorProblems } from '../../names.js';
import type { IncidentKind, PublicStatus, StatusState } from '../../records.js';
import { MaintenanceWindows } from '../maintenance/maintenance-windows.service.js';
import { PUBLIC_STATUS } from '../monitor.flags.js';

export const CACHE_SECONDS = 30;

/** What may be read by everybody: states and times. Names of processes, stores and causes stay in the house. */
@Injectable()
export class PublicStatuses {
  private kept: { readonly until: number; readonly status: Promise<PublicStatus> } | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly flags: Flags,
    private readonly maintenance: MaintenanceWindows,
  ) {}

  /** At most one look at the database in thirty seconds, however many ask. */
  get(): Promise<PublicStatus> {
    if (this.kept && performance.now() < this.kept.until) return this.kept.status;
    const status = this.read();
    this.kept = { until: performance.now() + CACHE_SECONDS * 1_000, status };
    status.catch(() => {
      this.kept = undefined;
    });
    return status;
  }

  private async read(): Promise<PublicStatus> {
    if (!(await this.flags.isOn(PUBLIC_STATUS))) throw new Refusal(monitorProblems.statusOff);
    const [windows, incidents, [figures]] = await Promise.all([
      this.maintenance.ahead(),
      this.dataSource.query<IncidentRow[]>(
        `SELECT key, kind, opened_at AS "openedAt", closed_at AS "closedAt" FROM monitor_incident
         WHERE closed_at IS NULL OR opened_at > clock_timestamp() - interval '14 days'
         ORDER BY opened_at DESC LIMIT 50`,
      ),
      this.dataSource.query<{ good: number; bad: number; fresh: boolean; now: Date }[]>(
        `SELECT coalesce(sum(good), 0)::float8 AS good, coalesce(sum(bad), 0)::float8 AS bad, clock_timestamp() AS now,
           EXISTS (SELECT FROM monitor_subject WHERE probed_at > clock_timestamp() - interval '10 minutes') AS fresh
         FROM monitor_bucket WHERE slo = 'reachability' AND at > clock_timestamp() - interval '30 days'`,
      ),
    ]);
    const rest: StatusState = windows.some(({ active }) => active)
      ? 'maintenance'
      : figures?.fresh
        ? 'operational'
        : 'unknown';
    const ofPart = (part: Part): StatusState =>
      incidents.some((incident) => incident.closedAt === null && partOf(incident) === part) ? 'degraded' : rest;
    const parts = partNames.map((part) => ({ part, state: ofPart(part) }));
    const { good, bad } = figures ?? { good: 0, bad: 0 };
    return {
      state: parts.some(({ state }) => state === 'degraded') ? 'degraded' : rest,
      parts,
      maintenance: windows.map(({ startsAt, endsAt, reason }) => ({ startsAt, endsAt, reason })),
      incidents: incidents.map((incident) => ({
        openedAt: incident.openedAt.toISOString(),
        closedAt: incident.closedAt?.toISOString() ?? null,
        what: partOf(incident),
      })),
      reachability: good + bad === 0 ? null : good / (good + bad),
      checkedAt: (figures?.now ?? new Date()).toISOString(),
    };
  }
}

const partNames = ['sign-in-and-sync', 'new-workspaces'] as const;
type Part = (typeof partNames)[number];

function partOf({ kind, key }: IncidentRow): Part {
  return kind === 'canary' || key === 'slo:ready' ? 'new-workspaces' : 'sign-in-and-sync';
}

interface IncidentRow {
  readonly key: string;
  readonly kind: IncidentKind;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
}
