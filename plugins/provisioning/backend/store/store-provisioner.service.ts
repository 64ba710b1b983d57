import { Inject, Injectable, Logger } from '@nestjs/common';
import { Metrics } from '@purser/kit/backend/metrics';
import { optionsOf } from '@purser/kit/backend/plugin';
import { Reports } from '@purser/kit/backend/reports';
import type { Histogram } from 'prom-client';
import { LeaseLost, type StoreLease } from '../lease/store-lease.js';
import { StoreLeases } from '../lease/store-leases.service.js';
import type { ProvisioningOptions } from '../provisioning.options.js';
import { StepLedger, type Walk } from '../step/step-ledger.service.js';
import { STORE_STEPS, type Step, type WorkedStore } from '../step/store-step.js';
import { courses, type Leg } from './courses.js';

/** Longest a step may take before it counts as failed. */
const STEP_TIMEOUT_MS = 30_000;

/** Walks a store from where it stands to its next rest. Called by jobs, any number of times, in any number of processes. */
@Injectable()
export class StoreProvisioner {
  private readonly logger = new Logger('Provisioning');
  private readonly seconds: Histogram<string>;

  constructor(
    private readonly leases: StoreLeases,
    private readonly ledger: StepLedger,
    @Inject(STORE_STEPS) private readonly steps: readonly Step[],
    @Inject(optionsOf('provisioning')) private readonly options: ProvisioningOptions,
    private readonly reports: Reports,
    metrics: Metrics,
  ) {
    this.seconds = metrics.histogram(
      'purser_store_step_duration_seconds',
      'Duration of the steps on the way of a store',
      [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      ['step'],
    );
  }

  /** `stop` is aborted when the process ends: the store is handed back as it is. */
  async provision(storeId: string, stop: AbortSignal): Promise<void> {
    const claim = await this.leases.claim(storeId, (tx, store) => this.ledger.open(tx, store));
    if (!claim) return;
    const { lease, way } = claim;
    try {
      await this.walk(lease, way, stop);
    } catch (error) {
      if (!(error instanceof LeaseLost)) throw error;
      this.logger.warn(`${error.message} Another process goes on.`);
    } finally {
      lease.stop();
    }
  }

  private async walk(lease: StoreLease, { store: held, done, failures }: Walk, stop: AbortSignal): Promise<void> {
    if (failures >= this.options.maxFailures) {
      await this.ledger.fail(lease, held, new Error(`The processes that worked on it died ${failures} times.`));
      return;
    }
    let store: WorkedStore | null = held;
    for (const leg of courses[held.course]) {
      if (done.has(leg.step) || (leg.unusedOnly && store.used)) continue;
      store = await this.take(lease, leg, store, stop);
      if (store === null) return;
    }
  }

  /** Null when the walk ends here for now. */
  private async take(lease: StoreLease, leg: Leg, store: WorkedStore, stop: AbortSignal): Promise<WorkedStore | null> {
    if (stop.aborted) return await this.handBack(lease);
    const step = this.stepOf(leg);
    await this.ledger.begin(lease, step, leg.phase);
    const ended = this.seconds.startTimer({ step: step.name });
    const signal = AbortSignal.any([stop, lease.signal, AbortSignal.timeout(STEP_TIMEOUT_MS)]);
    try {
      const output = await this.reports.part({ op: 'store.step', name: `step ${step.name}` }, async () =>
        step.run ? await step.run(store, signal) : {},
      );
      const taken = await this.ledger.finish(lease, step, output);
      step.settled?.(taken.output);
      return taken.store;
    } catch (error) {
      if (error instanceof LeaseLost) throw error;
      if (lease.signal.aborted) throw lease.signal.reason;
      if (stop.aborted) return await this.handBack(lease);
      const cause = error instanceof Error ? error : new Error(String(error));
      this.logger.warn(`${store.id}: ${step.name} failed: ${cause.message}`);
      await this.ledger.fail(lease, store, cause);
      return null;
    } finally {
      ended();
    }
  }

  private stepOf(leg: Leg): Step {
    const step = this.steps.find(({ name }) => name === leg.step);
    if (!step) throw new Error(`There is no step ${leg.step}.`);
    return step;
  }

  private async handBack(lease: StoreLease): Promise<null> {
    await this.ledger.handBack(lease);
    return null;
  }
}
