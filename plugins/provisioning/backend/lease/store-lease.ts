import type { Counter } from 'prom-client';
import type { DataSource, EntityManager } from 'typeorm';
import { WORKED, type WorkedStore } from '../step/store-step.js';

/** The claim is over: somebody else works on the store, or may. Nothing that follows may be written. */
export class LeaseLost extends Error {
  constructor(storeId: string) {
    super(`The claim on ${storeId} is over.`);
    this.name = 'LeaseLost';
  }
}

export interface LeaseTerms {
  readonly storeId: string;
  readonly fence: string;
  readonly leaseMs: number;
  readonly renewMs: number;
}

/** The right of one process to work on one store, for a few seconds at a time, by the database's clock. */
export class StoreLease {
  private readonly lost = new AbortController();
  private heldUntil: number;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly terms: LeaseTerms,
    private readonly fencedWrites: Counter<string>,
  ) {
    this.heldUntil = performance.now() + terms.leaseMs;
    this.renewLater();
  }

  get storeId(): string {
    return this.terms.storeId;
  }

  get fence(): string {
    return this.terms.fence;
  }

  /** Aborted once the claim is known to be over. */
  get signal(): AbortSignal {
    return this.lost.signal;
  }

  /**
   * Everything `work` writes commits under the claim: the row, which it is given, is locked, so nobody can claim it before
   * the end of the transaction. Throws `LeaseLost` when the claim is over.
   */
  async write<T>(work: (tx: EntityManager, store: WorkedStore) => Promise<T>): Promise<T> {
    return await this.dataSource.transaction(async (tx) => {
      const [held]: WorkedStore[] = await tx.query(
        `SELECT ${WORKED} FROM provisioning_store
         WHERE id = $1 AND fence = $2 AND lease_until > clock_timestamp() FOR UPDATE`,
        [this.storeId, this.fence],
      );
      if (!held) throw this.fenced();
      return await work(tx, held);
    });
  }

  /**
   * One statement in one round trip. It starts with `WITH held AS (…)`, writes only where `held` has a row, and returns
   * what it wrote; its first two parameters are the store's id and the fence. Throws `LeaseLost` when it wrote nothing.
   */
  async writeOnce(statement: string, values: readonly unknown[]): Promise<void> {
    const written: unknown[] = await this.dataSource.query(statement, [this.storeId, this.fence, ...values]);
    if (written.length === 0) throw this.fenced();
  }

  /** No more renewals. The row is released by whoever writes last, or by time. */
  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private renewLater(): void {
    this.timer = setTimeout(() => void this.renew(), this.terms.renewMs).unref();
  }

  private async renew(): Promise<void> {
    const asked = performance.now();
    try {
      const [, renewed]: [unknown[], number] = await this.dataSource.query(
        `UPDATE provisioning_store SET lease_until = clock_timestamp() + $3 * interval '1 millisecond'
         WHERE id = $1 AND fence = $2 AND lease_until > clock_timestamp()`,
        [this.storeId, this.fence, this.terms.leaseMs],
      );
      if (renewed === 0 && !this.stopped) return void this.lose();
      this.heldUntil = asked + this.terms.leaseMs;
    } catch {
      // The database is out of reach: the claim may hold still, until its time is up.
      if (performance.now() >= this.heldUntil) return void this.lose();
    }
    if (!this.stopped) this.renewLater();
  }

  private fenced(): LeaseLost {
    this.fencedWrites.inc();
    return this.lose();
  }

  private lose(): LeaseLost {
    this.stop();
    const reason = new LeaseLost(this.storeId);
    this.lost.abort(reason);
    return reason;
  }
}
