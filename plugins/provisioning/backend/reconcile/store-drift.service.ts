import { Injectable } from '@nestjs/common';
import { Clock } from '@purser/kit/backend/clock';
import { DataSource, type EntityManager } from 'typeorm';
import type { Drift, DriftKind } from '../../records.js';
import { DUE } from '../store/courses.js';
import { DESIRED } from '../store/store-desires.service.js';

/** How many of each kind one round sees; the next round goes on. */
export const PER_ROUND = 500;
const TIMEOUT_MS = 5_000;
/** A store whose own job is on its way is left to it this long. */
const GRACE_MS = 5_000;

const looks: readonly { readonly kind: DriftKind; readonly sql: string; readonly dated?: boolean }[] = [
  {
    kind: 'missing',
    sql: `SELECT NULL AS "storeId", w.id AS "workspaceId", NULL AS phase, 'active' AS desired FROM workspace w
          WHERE w.deleted_at IS NULL AND NOT EXISTS (SELECT FROM provisioning_store s WHERE s.workspace_id = w.id) LIMIT $1`,
  },
  {
    kind: 'unheard',
    sql: `SELECT s.id AS "storeId", s.workspace_id AS "workspaceId", s.phase, ${DESIRED} AS desired
          FROM provisioning_store s JOIN workspace w ON w.id = s.workspace_id
          WHERE s.desired <> 'purged' AND s.desired <> ${DESIRED} LIMIT $1`,
  },
  {
    // Only of workspaces that were erased when their grace was over: one that is merely missing is left alone.
    kind: 'forgotten',
    dated: true,
    sql: `SELECT s.id AS "storeId", s.workspace_id AS "workspaceId", s.phase, 'purged' AS desired FROM provisioning_store s
          WHERE s.desired = 'deleted' AND s.purge_after < $2 AND s.phase NOT IN ('purging', 'purged')
            AND NOT EXISTS (SELECT FROM workspace w WHERE w.id = s.workspace_id) LIMIT $1`,
  },
  {
    kind: 'unattended',
    sql: `SELECT id AS "storeId", workspace_id AS "workspaceId", phase, desired FROM provisioning_store
          WHERE ${DUE} AND next_attempt_at < clock_timestamp() - interval '${GRACE_MS} milliseconds'
            AND (lease_until IS NULL OR lease_until < clock_timestamp())
          ORDER BY next_attempt_at LIMIT $1`,
  },
];

/** Compares what should be with what is. It only reads: on one snapshot, and not for long. */
@Injectable()
export class StoreDrift {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** At most `limit` of each kind. Throws when the database does not say all of it. */
  async find(limit = PER_ROUND): Promise<Drift[]> {
    return await this.dataSource.transaction('REPEATABLE READ', async (tx: EntityManager) => {
      await tx.query(`SET LOCAL statement_timeout = ${TIMEOUT_MS}`);
      const drifts: Drift[] = [];
      for (const { kind, sql, dated } of looks) {
        const rows: Omit<Drift, 'kind'>[] = await tx.query(sql, dated ? [limit, this.clock.now()] : [limit]);
        drifts.push(...rows.map((row) => ({ kind, ...row })));
      }
      return drifts;
    });
  }
}
