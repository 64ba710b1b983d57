import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { RestoreMoment } from '../../records.js';

/** All of two days, and of the days before that the last of each. */
const ALL_OF_HOURS = 48;
const AT_MOST = 400;

/** Of everything since the workspace is there, or of it alone. */
const HOLDS_IT = `r.state IN ('uploaded', 'verified')
  AND CASE r.kind WHEN 'workspace' THEN r.workspace_id = $1
      ELSE r.snapshot_at >= (SELECT w.created_at FROM workspace w WHERE w.id = $1) END`;

/** From when a workspace can be had back. */
@Injectable()
export class RestoreMoments {
  constructor(private readonly dataSource: DataSource) {}

  /** Newest first. */
  async of(workspaceId: string): Promise<RestoreMoment[]> {
    return await this.dataSource.query(
      `WITH held AS (
         SELECT r.id, r.snapshot_at AS at,
                CASE WHEN r.snapshot_at > clock_timestamp() - $2 * interval '1 hour' THEN r.snapshot_at
                     ELSE date_trunc('day', r.snapshot_at) END AS slot
           FROM backup_run r WHERE ${HOLDS_IT})
       SELECT id AS "backupId", at FROM (SELECT DISTINCT ON (slot) id, at FROM held ORDER BY slot, at DESC) thinned
        ORDER BY at DESC LIMIT ${AT_MOST}`,
      [workspaceId, ALL_OF_HOURS],
    );
  }

  /** When the backup was taken, if it is kept and holds the workspace. It stays at least until the transaction ends. */
  async find(tx: EntityManager, workspaceId: string, backupId: string): Promise<Date | null> {
    const [found]: { at: Date }[] = await tx.query(
      `SELECT r.snapshot_at AS at FROM backup_run r WHERE r.id = $2 AND ${HOLDS_IT} FOR UPDATE OF r`,
      [workspaceId, backupId],
    );
    return found?.at ?? null;
  }
}
