import { hostname } from 'node:os';
import { Inject, Injectable } from '@nestjs/common';
import { Metrics } from '@purser/kit/backend/metrics';
import { optionsOf } from '@purser/kit/backend/plugin';
import type { Counter } from 'prom-client';
import { DataSource, type EntityManager } from 'typeorm';
import type { ProvisioningOptions } from '../provisioning.options.js';
import { WORKED, type WorkedStore } from '../step/store-step.js';
import { DUE } from '../store/courses.js';
import { StoreLease } from './store-lease.js';

/** Null when it has given the store back. */
type SetOut<T> = (tx: EntityManager, store: WorkedStore) => Promise<T | null>;

export interface Claim<T> {
  readonly lease: StoreLease;
  /** What `setOut` answered. */
  readonly way: T;
}

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
   * `setOut` runs in the claim's own transaction: a process that dies between the two leaves no claim on a store that may
   * not be due any more. An attempt that a dead process left running counts as failed, so a store that kills its workers
   * ends as `failed` too.
   */
  async claim<T>(storeId: string, setOut: SetOut<T>): Promise<Claim<T> | null> {
    const { leaseMs, renewMs } = this.options;
    const claimed = await this.dataSource.transaction(async (tx) => {
      const [[held]]: [(WorkedStore & { fence: string })[], number] = await tx.query(
        `UPDATE provisioning_store
         SET lease_owner = $2, lease_until = clock_timestamp() + $3 * interval '1 millisecond', fence = fence + 1
         WHERE id = (
           SELECT id FROM provisioning_store
           WHERE id = $1 AND ${DUE} AND next_attempt_at <= clock_timestamp()
             AND (lease_until IS NULL OR lease_until <= clock_timestamp())
           FOR UPDATE SKIP LOCKED)
         RETURNING fence, ${WORKED}`,
        [storeId, this.owner, leaseMs],
      );
      if (!held) return null;
      await tx.query(
        `WITH abandoned AS (
           UPDATE provisioning_step SET state = 'abandoned', finished_at = clock_timestamp()
           WHERE store_id = $1 AND state = 'running' RETURNING 1)
         UPDATE provisioning_store SET failures = failures + (SELECT count(*) FROM abandoned) WHERE id = $1`,
        [storeId],
      );
      const { fence, ...store } = held;
      const way = await setOut(tx, store);
      return way === null ? null : { fence, way };
    });
    if (claimed === null) return null;
    const { fence, way } = claimed;
    const terms = { storeId, fence, leaseMs, renewMs: Math.min(renewMs, leaseMs / 3) };
    return { lease: new StoreLease(this.dataSource, terms, this.fencedWrites), way };
  }
}
