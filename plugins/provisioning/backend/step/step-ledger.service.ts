import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail } from '@purser/kit/backend/audit';
import { optionsOf } from '@purser/kit/backend/plugin';
import { Signals } from '@purser/kit/backend/signals';
import type { EntityManager } from 'typeorm';
import { provisioningAudit } from '../../names.js';
import type { StoreStep } from '../../records.js';
import type { StoreLease } from '../lease/store-lease.js';
import type { ProvisioningOptions } from '../provisioning.options.js';
import { STORE_CHANNEL, StoreRequests } from '../store/store-requests.service.js';
import { Hopeless, type Step, type StepOutput, type WorkedStore } from './store-step.js';

export interface Walk {
  readonly store: WorkedStore;
  readonly done: ReadonlySet<StoreStep>;
  readonly failures: number;
}

export interface Taken {
  readonly store: WorkedStore;
  readonly output: StepOutput;
}

const WORKED = `SELECT id, workspace_id AS "workspaceId", backend_id AS "backendId", route, phase
  FROM provisioning_store WHERE id = $1`;

/** What is kept of the walk. Every write goes through the lease, so it is refused once the claim is over. */
@Injectable()
export class StepLedger {
  constructor(
    private readonly requests: StoreRequests,
    private readonly signals: Signals,
    private readonly audit: AuditTrail,
    @Inject(optionsOf('provisioning')) private readonly options: ProvisioningOptions,
  ) {}

  /** Where the last one stopped. */
  async open(lease: StoreLease): Promise<Walk> {
    return await lease.write(async (tx) => {
      const [row]: (WorkedStore & { done: StoreStep[]; failures: number })[] = await tx.query(
        `SELECT w.*, s.failures, ARRAY(
           SELECT step FROM provisioning_step WHERE store_id = s.id AND state = 'done') AS done
         FROM provisioning_store s JOIN (${WORKED}) w USING (id)`,
        [lease.storeId],
      );
      if (!row) throw new Error(`The store ${lease.storeId} is gone.`);
      const { done, failures, ...store } = row;
      return { store, done: new Set(done), failures };
    });
  }

  /** The attempt stands there before its work begins: what a dead process was at can be seen. */
  async begin(lease: StoreLease, step: Step): Promise<void> {
    await lease.writeOnce(
      `WITH held AS (
         UPDATE provisioning_store SET phase = $3, failures = CASE phase WHEN $3 THEN failures ELSE 0 END
         WHERE id = $1 AND fence = $2 AND lease_until > clock_timestamp() RETURNING id, fence)
       INSERT INTO provisioning_step (store_id, step, attempt, fence)
       SELECT held.id, $4, 1 + (SELECT count(*) FROM provisioning_step WHERE store_id = held.id AND step = $4), held.fence
       FROM held RETURNING attempt`,
      [step.phase, step.name],
    );
  }

  /** The step's own rows and the note that it is done commit together. */
  async finish(lease: StoreLease, step: Step, store: WorkedStore, output: StepOutput): Promise<Taken> {
    return await lease.write(async (tx) => {
      const settled = step.settle ? await step.settle(tx, store, output) : {};
      const [worked]: WorkedStore[] = await tx.query(
        `WITH done AS (
           UPDATE provisioning_step SET state = 'done', finished_at = clock_timestamp(), output = $3
           WHERE store_id = $1 AND step = $2 AND state = 'running')
         ${WORKED}`,
        [lease.storeId, step.name, JSON.stringify({ ...output, ...settled })],
      );
      await this.tell(tx, store);
      return { store: worked ?? store, output: { ...output, ...settled } };
    });
  }

  /**
   * Gives the store back: to be tried again after a pause, or as `failed` when it is hopeless or has failed too often.
   * The pause has full jitter, so a thousand stores that failed together do not come back together.
   */
  async fail(lease: StoreLease, store: WorkedStore, error: Error): Promise<void> {
    const { maxFailures, backoffFirstMs, backoffMaxMs } = this.options;
    await lease.write(async (tx) => {
      await tx.query(
        `UPDATE provisioning_step SET state = 'failed', finished_at = clock_timestamp(), error = $2
         WHERE store_id = $1 AND state = 'running'`,
        [store.id, error.message],
      );
      const [[row]]: [{ due: Date; failedFrom: string | null }[], number] = await tx.query(
        `UPDATE provisioning_store s SET
           phase = CASE WHEN o.over THEN 'failed' ELSE phase END,
           failed_from = CASE WHEN o.over THEN phase END,
           error = $2, failures = failures + 1, lease_owner = NULL, lease_until = NULL,
           next_attempt_at = date_trunc('milliseconds', clock_timestamp()
             + least($5::float8, $4::float8 * power(2, least(failures, 30))) * random() * interval '1 millisecond')
         FROM (SELECT id, failures + 1 >= $3 OR $6 AS over FROM provisioning_store WHERE id = $1) o
         WHERE s.id = o.id RETURNING next_attempt_at AS due, failed_from AS "failedFrom"`,
        [store.id, error.message, maxFailures, backoffFirstMs, backoffMaxMs, error instanceof Hopeless],
      );
      if (row?.failedFrom) await this.noteFailure(tx, store, error, row.failedFrom);
      else await this.requests.queue(tx, store.id, row?.due);
      await this.tell(tx, store);
    });
  }

  /** The process is asked to stop: the next one goes on at once, and nothing counts as failed. */
  async handBack(lease: StoreLease): Promise<void> {
    await lease.write(async (tx) => {
      await tx.query(
        `UPDATE provisioning_step SET state = 'abandoned', finished_at = clock_timestamp()
         WHERE store_id = $1 AND state = 'running'`,
        [lease.storeId],
      );
      await tx.query('UPDATE provisioning_store SET lease_owner = NULL, lease_until = NULL WHERE id = $1', [
        lease.storeId,
      ]);
      await this.requests.queue(tx, lease.storeId);
    });
  }

  private async noteFailure(tx: EntityManager, store: WorkedStore, error: Error, phase: string): Promise<void> {
    await this.audit.record(tx, {
      what: provisioningAudit.storeFailed,
      by: 'system',
      on: { type: 'store', id: store.id },
      workspaceId: store.workspaceId,
      detail: { phase, error: error.message },
    });
  }

  private async tell(tx: EntityManager, { workspaceId }: WorkedStore): Promise<void> {
    await this.signals.send(STORE_CHANNEL, workspaceId, tx);
  }
}
