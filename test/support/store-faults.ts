/** Makes the steps of stores fail, die and freeze, as a seed says; and counts what they did outside of their rows. */
import type { TestHouse } from '@purser/kit/testing/house';
import { StepLedger } from '../../plugins/provisioning/backend/step/step-ledger.service.js';
import { STORE_STEPS, type Step } from '../../plugins/provisioning/backend/step/store-step.js';

/** The process is gone: it writes nothing any more, not even that it failed. */
export class Died extends Error {}

export class StoreFaults {
  /** 0 = none. */
  rate = 0;
  readonly drawn = { failed: 0, died: 0, froze: 0 };

  constructor(
    private readonly house: TestHouse,
    private readonly random: () => number,
  ) {}

  install(): void {
    for (const step of this.house.get<Step[]>(STORE_STEPS)) this.disturb(step);
    const ledger = this.house.get<StepLedger>(StepLedger);
    const fail = ledger.fail.bind(ledger);
    ledger.fail = async (lease, store, cause) => {
      if (!(cause instanceof Died)) return await fail(lease, store, cause);
      lease.stop();
      throw cause;
    };
  }

  /** As if so much time had passed that every dead process's claim is over, and every pause. */
  async timePasses(): Promise<void> {
    await this.house.dataSource.query(
      `UPDATE provisioning_store SET lease_until = CASE WHEN lease_until IS NOT NULL THEN clock_timestamp() END,
         next_attempt_at = least(next_attempt_at, date_trunc('milliseconds', clock_timestamp()) - interval '2 s')`,
    );
  }

  private disturb(step: Step): void {
    const settle = step.settle?.bind(step);
    const run = step.run?.bind(step);
    step.run = async (store, signal) => {
      const output = run ? await run(store, signal) : {};
      const drawn = this.random();
      if (drawn < this.rate * 0.3) {
        this.drawn.failed += 1;
        throw new Error('a fault');
      }
      if (drawn < this.rate * 0.5) {
        this.drawn.died += 1;
        throw new Died();
      }
      if (drawn < this.rate * 0.7) {
        // Stopped for longer than its claim holds; it wakes up and goes on as if nothing had been.
        this.drawn.froze += 1;
        await this.house.dataSource.query(
          'UPDATE provisioning_store SET lease_until = clock_timestamp() WHERE id = $1',
          [store.id],
        );
        await new Promise((resolve) => setTimeout(resolve, 15 * this.random()));
      }
      return output;
    };
    if (!settle) return;
    step.settle = async (tx, store, output) => {
      const settled = await settle(tx, store, output);
      if (this.random() < this.rate * 0.3) {
        this.drawn.died += 1;
        throw new Died();
      }
      return settled;
    };
  }
}
