import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { BoardFigures, WorkedOn } from '../../records.js';
import { DUE } from '../store/courses.js';

const SHOWN = 50;

/** How the work on stores goes, now and in the last hour. Canaries are nobody's. */
@Injectable()
export class Board {
  constructor(private readonly dataSource: DataSource) {}

  async figures(): Promise<BoardFigures> {
    const [now]: Omit<BoardFigures, 'readyPerMinute' | 'readyP50Ms' | 'readyP95Ms'>[] = await this.dataSource.query(
      `SELECT count(*) FILTER (WHERE ${DUE} AND NOT coalesce(lease_until > clock_timestamp(), false))::integer AS waiting,
              count(*) FILTER (WHERE ${DUE} AND lease_until > clock_timestamp())::integer AS working,
              count(*) FILTER (WHERE phase = 'failed')::integer AS failed,
              extract(epoch FROM clock_timestamp() - min(requested_at)
                FILTER (WHERE phase IN ('requested', 'provisioning', 'verifying') AND active_at IS NULL))::float8 AS "oldestPendingS"
       FROM provisioning_store WHERE NOT canary AND (${DUE} OR phase = 'failed')`,
    );
    const [hour]: Pick<BoardFigures, 'readyPerMinute' | 'readyP50Ms' | 'readyP95Ms'>[] = await this.dataSource.query(
      `SELECT (count(*) FILTER (WHERE active_at > clock_timestamp() - interval '5 minutes') / 5.0)::float8 AS "readyPerMinute",
              percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) AS "readyP50Ms",
              percentile_cont(0.95) WITHIN GROUP (ORDER BY ms) AS "readyP95Ms"
       FROM (SELECT active_at, extract(epoch FROM active_at - requested_at)::float8 * 1000 AS ms FROM provisioning_store
             WHERE NOT canary AND active_at > clock_timestamp() - interval '1 hour') ready`,
    );
    if (!now || !hour) throw new Error('Aggregates without a row.');
    return { ...now, ...hour };
  }

  /** Oldest due first. */
  async work(): Promise<WorkedOn[]> {
    return await this.dataSource.query(
      `SELECT s.id AS "storeId", w.name AS "workspaceName", s.phase, s.failures, r.step, r.attempt,
              s.next_attempt_at AS "dueAt", s.lease_until > clock_timestamp() IS TRUE AS working
       FROM (SELECT * FROM provisioning_store WHERE NOT canary AND ${DUE} ORDER BY next_attempt_at LIMIT ${SHOWN}) s
       LEFT JOIN workspace w ON w.id = s.workspace_id
       LEFT JOIN provisioning_step r ON r.store_id = s.id AND r.state = 'running'
       ORDER BY s.next_attempt_at`,
    );
  }
}
