import { Injectable } from '@nestjs/common';
import type { OperatorCaller, Origin } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Refusal } from '@purser/kit/backend/errors';
import { DataSource, type EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { monitorAudit, monitorProblems } from '../../names.js';
import type { MaintenanceWindow } from '../../records.js';

interface By {
  readonly by: OperatorCaller;
  readonly origin: Origin;
}

/** Announced times in which nobody is alarmed and nothing counts against an objective. The database's clock decides. */
@Injectable()
export class MaintenanceWindows {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditTrail,
  ) {}

  async isOn(tx: EntityManager): Promise<boolean> {
    const [row]: { on: boolean }[] = await tx.query(
      `SELECT EXISTS (SELECT FROM monitor_maintenance
         WHERE starts_at <= clock_timestamp() AND ends_at > clock_timestamp()) AS on`,
    );
    return row?.on ?? false;
  }

  /** Those that are on, and those to come; at most twenty. */
  async ahead(): Promise<MaintenanceWindow[]> {
    const rows: { id: string; starts: Date; ends: Date; reason: string; active: boolean }[] =
      await this.dataSource.query(
        `SELECT id, starts_at AS starts, ends_at AS ends, reason, starts_at <= clock_timestamp() AS active
       FROM monitor_maintenance WHERE ends_at > clock_timestamp() ORDER BY starts_at LIMIT 20`,
      );
    return rows.map(({ starts, ends, ...row }) => ({
      ...row,
      startsAt: starts.toISOString(),
      endsAt: ends.toISOString(),
    }));
  }

  async announce(window: Pick<MaintenanceWindow, 'startsAt' | 'endsAt' | 'reason'>, { by, origin }: By): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      const [made]: { id: string }[] = await tx.query(
        `INSERT INTO monitor_maintenance (id, starts_at, ends_at, reason, created_by)
         SELECT $1, $2::timestamptz, $3::timestamptz, $4, $5
         WHERE $3::timestamptz > greatest($2::timestamptz, clock_timestamp())
           AND $3::timestamptz <= $2::timestamptz + interval '7 days' RETURNING id`,
        [uuidv7(), window.startsAt, window.endsAt, window.reason, by.operatorId],
      );
      if (!made) throw new Refusal(monitorProblems.maintenanceOrder);
      const { startsAt, endsAt, reason } = window;
      const on = { type: 'maintenance', id: made.id };
      await this.audit.record(tx, {
        what: monitorAudit.maintenanceAnnounced,
        by,
        origin,
        on,
        reason,
        after: { startsAt, endsAt },
      });
    });
  }

  /** Now; one that has not begun never takes place. */
  async end(id: string, { by, origin }: By): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      const [[ended]]: [unknown[], number] = await tx.query(
        `UPDATE monitor_maintenance SET starts_at = least(starts_at, clock_timestamp()), ends_at = clock_timestamp()
         WHERE id = $1 AND ends_at > clock_timestamp() RETURNING id`,
        [id],
      );
      if (ended) {
        const on = { type: 'maintenance', id };
        return await this.audit.record(tx, { what: monitorAudit.maintenanceEnded, by, origin, on });
      }
      const known: unknown[] = await tx.query('SELECT FROM monitor_maintenance WHERE id = $1', [id]);
      throw new Refusal(known.length > 0 ? monitorProblems.maintenanceOver : monitorProblems.maintenanceNotFound);
    });
  }
}
