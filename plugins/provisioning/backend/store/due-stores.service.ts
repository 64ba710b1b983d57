import { Injectable } from '@nestjs/common';
import { Flags } from '@purser/kit/backend/flags';
import { DataSource } from 'typeorm';
import { AUTOMATIC } from '../provisioning.flags.js';
import { DUE } from './courses.js';
import { StoreRequests } from './store-requests.service.js';

/** A store whose own job is on its way is left to it this long. */
const GRACE_MS = 1_000;
const PER_ROUND = 200;

/** Stores that stand where nobody works on them: their process died, or their job was lost. */
@Injectable()
export class DueStores {
  constructor(
    private readonly dataSource: DataSource,
    private readonly requests: StoreRequests,
    private readonly flags: Flags,
  ) {}

  /** Answers how many were queued. Those that may have to wait for an operator come last, so they keep nobody from a turn. */
  async queue(): Promise<number> {
    const stores: { id: string; workspace_id: string; waits: boolean }[] = await this.dataSource.query(
      `SELECT id, workspace_id, phase = 'requested' AND approved_at IS NULL AS waits FROM provisioning_store
       WHERE ${DUE}
         AND next_attempt_at < clock_timestamp() - $1 * interval '1 millisecond'
         AND (lease_until IS NULL OR lease_until < clock_timestamp())
       ORDER BY waits, next_attempt_at LIMIT $2`,
      [GRACE_MS, PER_ROUND],
    );
    let queued = 0;
    for (const { id, workspace_id, waits } of stores) {
      if (waits && !(await this.flags.isOn(AUTOMATIC, workspace_id))) continue;
      await this.dataSource.transaction((tx) => this.requests.queue(tx, id));
      queued += 1;
    }
    return queued;
  }
}
