import { hostname } from 'node:os';
import { Inject, Injectable } from '@nestjs/common';
import { Metrics } from '@purser/kit/backend/metrics';
import { optionsOf } from '@purser/kit/backend/plugin';
import type { Counter } from 'prom-client';
import { DataSource } from 'typeorm';
import type { ProvisioningOptions } from '../provisioning.options.js';
import { DUE } from '../store/courses.js';
import { StoreLease } from './store-lease.js';

@Injectable()
export class StoreLeases {
  private readonly owner = `${hostname()}:${process.pid}`;
  private readonly fencedWrites: Counter<string>;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(optionsOf('provisioning')) private readonly options: ProvisioningOptions,
    metrics: Metrics,
  ) {
    this.fencedWrites = metrics.counter(
      'purser_store_fenced_writes_total',
      'Writes refused because the process that made them had lost its claim on the store',
    );
  }

  /**
   * Null when there is nothing to do now: the store rests where it shall, is not due yet, or another process holds it.
   * An attempt that a dead process left running counts as failed, so a store that kills its workers ends as `failed` too.
   */
  async claim(storeId: string): Promise<StoreLease | null> {
    const fence = await this.dataSource.transaction(async (tx) => {
      const [[claimed]]: [{ fence: string }[], number] = await tx.query(
        `UPDATE provisioning_store
         SET lease_owner = $2, lease_until = clock_timestamp() + $3 * interval '1 millisecond', fence = fence + 1
         WHERE id = (
           SELECT id FROM provisioning_store
           WHERE id = $1 AND ${DUE} AND next_attempt_at <= clock_timestamp()
             AND (lease_until IS NULL OR lease_until <= clock_timestamp())
           FOR UPDATE SKIP LOCKED)
         RETURNING fence`,
        [storeId, this.owner, this.options.leaseMs],
      );
      if (!claimed) return null;
      await tx.query(
        `WITH abandoned AS (
           UPDATE provisioning_step SET state = 'abandoned', finished_at = clock_timestamp()
           WHERE store_id = $1 AND state = 'running' RETURNING 1)
         UPDATE provisioning_store SET failures = failures + (SELECT count(*) FROM abandoned) WHERE id = $1`,
        [storeId],
      );
      return claimed.fence;
    });
    if (fence === null) return null;
    const { leaseMs, renewMs } = this.options;
    return new StoreLease(
      this.dataSource,
      { storeId, fence, leaseMs, renewMs: Math.min(renewMs, leaseMs / 3) },
      this.fencedWrites,
    );
  }
}
