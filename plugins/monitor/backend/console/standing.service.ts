import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { MonitorStanding, SubjectKind, SubjectStanding } from '../../records.js';
import { MaintenanceWindows } from '../maintenance/maintenance-windows.service.js';
import { Slos } from '../slo/slos.service.js';

const STRIP = 30;

/** The one look at everything. */
@Injectable()
export class Standing {
  constructor(
    private readonly dataSource: DataSource,
    private readonly slos: Slos,
    private readonly maintenance: MaintenanceWindows,
  ) {}

  async whole(): Promise<MonitorStanding> {
    const [objectives, subjects, maintenance, [open]] = await Promise.all([
      this.slos.standings(),
      this.subjects(),
      this.maintenance.ahead(),
      this.dataSource.query<{ count: number }[]>(
        'SELECT count(*)::integer AS count FROM monitor_incident WHERE closed_at IS NULL',
      ),
    ]);
    return { objectives, subjects, maintenance, openIncidents: open?.count ?? 0 };
  }

  private async subjects(): Promise<SubjectStanding[]> {
    const rows: SubjectRow[] = await this.dataSource.query(
      `SELECT key, kind, failures, degraded_since AS "degradedSince", step, error, probed_at AS "probedAt",
         (SELECT coalesce(json_agg(r ORDER BY r.id), '[]') FROM (
            SELECT id, at, ok, step FROM monitor_result WHERE subject = key ORDER BY id DESC LIMIT $1) r) AS strip
       FROM monitor_subject WHERE kind <> 'store' OR failures > 0
       ORDER BY failures = 0, kind = 'store', key LIMIT 50`,
      [STRIP],
    );
    return rows.map(({ failures, degradedSince, probedAt, strip, ...row }) => ({
      ...row,
      state: degradedSince ? 'degraded' : failures > 0 ? 'failing' : 'well',
      probedAt: probedAt.toISOString(),
      degradedSince: degradedSince?.toISOString() ?? null,
      strip: strip.map(({ at, ok, step }) => ({ at: new Date(at).toISOString(), ok, step })),
    }));
  }
}

interface SubjectRow {
  readonly key: string;
  readonly kind: SubjectKind;
  readonly failures: number;
  readonly degradedSince: Date | null;
  readonly step: string | null;
  readonly error: string | null;
  readonly probedAt: Date;
  readonly strip: { at: string; ok: boolean; step: string | null }[];
}
