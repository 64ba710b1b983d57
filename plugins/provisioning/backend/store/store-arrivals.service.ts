import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { DesiredState, StorePhase } from '../../records.js';
import { DUE } from './courses.js';
import { StoreRequests } from './store-requests.service.js';

/** The end of a course: the store rests, the claim on it is given back. */
@Injectable()
export class StoreArrivals {
  constructor(private readonly requests: StoreRequests) {}

  /** In the fenced transaction of the last step. When something else is desired by now, the next course is queued at once. */
  async arrive(tx: EntityManager, storeId: string, phase: StorePhase, settled: DesiredState): Promise<void> {
    const [[store]]: [{ due: boolean }[], number] = await tx.query(
      `UPDATE provisioning_store SET phase = $2, settled = $3, failures = 0, error = NULL, lease_owner = NULL, lease_until = NULL,
         active_at = CASE $2 WHEN 'active' THEN coalesce(active_at, clock_timestamp()) ELSE active_at END,
         next_attempt_at = date_trunc('milliseconds', clock_timestamp())
       WHERE id = $1 RETURNING ${DUE} AS due`,
      [storeId, phase, settled],
    );
    if (store?.due) await this.requests.queue(tx, storeId);
  }
}
