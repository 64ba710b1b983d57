import { Injectable } from '@nestjs/common';
import type { HealthCheck, HealthReport } from '@purser/kit/backend/health';
import { DataSource } from 'typeorm';
import { DUE } from './courses.js';

/** A store that is due this long and that nobody took says that no worker works. */
const WAITING_TOO_LONG_S = 120;
/** One that is only requested may wait for an operator. */
const ON_THE_WAY = `phase <> 'requested' AND ${DUE}`;

/** Failed stores are an operator's work, not a sick house: they are told, and the house stays well. */
@Injectable()
export class StoresAreWorkedOn implements HealthCheck {
  readonly name = 'stores';

  constructor(private readonly dataSource: DataSource) {}

  async check(): Promise<HealthReport> {
    const [row]: { waiting: number; oldest: number; failed: number }[] = await this.dataSource.query(
      `SELECT count(*) FILTER (WHERE ${ON_THE_WAY})::integer AS waiting,
              coalesce(max(extract(epoch FROM clock_timestamp() - next_attempt_at))
                FILTER (WHERE ${ON_THE_WAY} AND (lease_until IS NULL OR lease_until < clock_timestamp())), 0)::float8 AS oldest,
              count(*) FILTER (WHERE phase = 'failed')::integer AS failed
       FROM provisioning_store WHERE ${DUE} OR phase = 'failed'`,
    );
    const { waiting, oldest, failed } = row ?? { waiting: 0, oldest: 0, failed: 0 };
    return {
      ok: oldest < WAITING_TOO_LONG_S,
      detail: `${waiting} on their way, the oldest due for ${Math.max(0, Math.round(oldest))} s; ${failed} failed`,
    };
  }
}
