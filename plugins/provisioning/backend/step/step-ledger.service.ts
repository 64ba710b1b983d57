import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail } from '@purser/kit/backend/audit';
import { optionsOf } from '@purser/kit/backend/plugin';
import { Signals } from '@purser/kit/backend/signals';
import type { EntityManager } from 'typeorm';
import { provisioningAudit } from '../../names.js';
import { type StoreCourse, type StorePhase, type StoreStep, workingPhases } from '../../records.js';
import type { StoreLease } from '../lease/store-lease.js';
import type { ProvisioningOptions } from '../provisioning.options.js';
import { courses, nextCourse } from '../store/courses.js';
import { STORE_CHANNEL, StoreRequests } from '../store/store-requests.service.js';
import { Hopeless, type Step, type StepOutput, WORKED, type WorkedStore } from './store-step.js';

export interface Walk {
  readonly store: WorkedStore;
  readonly done: ReadonlySet<StoreStep>;
  readonly failures: number;
}

export interface Taken {
  readonly store: WorkedStore;
  readonly output: StepOutput;
}

/** What is kept of the walk. Every write goes through the lease, so it is refused once the claim is over. */
@Injectable()
export class StepLedger {
  constructor(
    private readonly requests: StoreRequests,
    private readonly signals: Signals,
    private readonly audit: AuditTrail,
    @Inject(optionsOf('provisioning')) private readonly options: ProvisioningOptions,
  ) {}

  /** In the claim's transaction. Where the last walk stopped; or, where the store rests, the beginning of the way to what is desired. */
  async open(tx: EntityManager, held: WorkedStore): Promise<Walk | null> {
    const course = nextCourse(held.phase, held.desired);
    if (!course && !isWorkedOn(held.phase)) {
      await this.release(tx, held.id);
      return null;
    }
    const store = course ? await this.setOut(tx, held, course) : held;
    const [row]: { done: StoreStep[]; failures: number }[] = await tx.query(
      `SELECT s.failures, ARRAY(
         SELECT step FROM provisioning_step WHERE store_id = s.id AND walk = s.walk AND state = 'done') AS done
       FROM provisioning_store s WHERE s.id = $1`,
      [held.id],
    );
    return { store, done: new Set(row?.done), failures: row?.failures ?? 0 };
  }

  /** The attempt stands there before its work begins: what a dead process was at can be seen. */
  async begin(lease: StoreLease, step: Step, phase: StorePhase): Promise<void> {
    await lease.writeOnce(
      `WITH held AS (
         UPDATE provisioning_store SET phase = $3, failures = CASE phase WHEN $3 THEN failures ELSE 0 END
         WHERE id = $1 AND fence = $2 AND lease_until > clock_timestamp() RETURNING id, walk, fence)
       INSERT INTO provisioning_step (store_id, walk, step, attempt, fence)
       SELECT held.id, held.walk, $4,
              1 + (SELECT count(*) FROM provisioning_step WHERE store_id = held.id AND walk = held.walk AND step = $4), held.fence
       FROM held RETURNING attempt`,
      [phase, step.name],
    );
  }

  /** The step's own rows and the note that it is done commit together. */
  async finish(lease: StoreLease, step: Step, output: StepOutput): Promise<Taken> {
    return await lease.write(async (tx, store) => {
      const settled = step.settle ? await step.settle(tx, store, output) : {};
      const [worked]: WorkedStore[] = await tx.query(
        `WITH done AS (
           UPDATE provisioning_step SET state = 'done', finished_at = clock_timestamp(), output = $4
           WHERE store_id = $1 AND walk = $2 AND step = $3 AND state = 'running')
         SELECT ${WORKED} FROM provisioning_store WHERE id = $1`,
        [lease.storeId, store.walk, step.name, JSON.stringify({ ...output, ...settled })],
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
      await this.release(tx, lease.storeId);
      await this.requests.queue(tx, lease.storeId);
    });
  }

  private async release(tx: EntityManager, storeId: string): Promise<void> {
    await tx.query('UPDATE provisioning_store SET lease_owner = NULL, lease_until = NULL WHERE id = $1', [storeId]);
  }

  private async setOut(tx: EntityManager, { id }: WorkedStore, course: StoreCourse): Promise<WorkedStore> {
    const [[store]]: [WorkedStore[], number] = await tx.query(
      `UPDATE provisioning_store SET phase = $2, course = $3, walk = walk + 1, failures = 0, failed_from = NULL, error = NULL
       WHERE id = $1 RETURNING ${WORKED}`,
      [id, courses[course][0]?.phase, course],
    );
    if (!store) throw new Error(`The store ${id} is gone.`);
    await this.tell(tx, store);
    return store;
  }

  private async noteFailure(tx: EntityManager, store: WorkedStore, error: Error, phase: string): Promise<void> {
    if (store.canary) return;
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

function isWorkedOn(phase: StorePhase): boolean {
  return workingPhases.some((working) => working === phase);
}
