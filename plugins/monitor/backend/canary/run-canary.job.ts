import { Injectable } from '@nestjs/common';
import type { Job, JobRun } from '@purser/kit/backend/jobs';
import type { ProbeTimes } from '../../../provisioning/backend/probe/probe-course.js';
import { StoreProbe } from '../../../provisioning/backend/probe/store-probe.service.js';
import { CanaryStores } from '../../../provisioning/backend/store/canary-stores.service.js';
import type { Finding, FindingStep } from '../result/finding.js';
import { Findings } from '../result/findings.service.js';
import { look } from '../result/look.js';

/** The whole way of a new store, from its request to its certificate of erasure, walked by nobody. */
@Injectable()
export class RunCanary implements Job {
  constructor(
    private readonly canaries: CanaryStores,
    private readonly probe: StoreProbe,
    private readonly findings: Findings,
  ) {}

  async run({ signal }: JobRun): Promise<void> {
    await this.findings.note({ kind: 'canary', subject: 'canary', ...(await this.walk(signal)) });
  }

  private async walk(signal: AbortSignal): Promise<Pick<Finding, 'failure' | 'milliseconds'>> {
    const milliseconds: Partial<Record<FindingStep, number>> = {};
    const at = async <T>(step: FindingStep, work: () => Promise<T>): Promise<T> => {
      const began = performance.now();
      try {
        return await work();
      } catch (error) {
        throw new Stopped(step, error);
      } finally {
        milliseconds[step] = Math.round(performance.now() - began);
      }
    };
    try {
      await at('leftovers', () => this.canaries.eraseLeftovers(signal));
      const store = await at('create', () => this.canaries.create(signal));
      const probed = await look((): Promise<ProbeTimes> => this.probe.inside(store, signal));
      Object.assign(milliseconds, probed.milliseconds);
      await at('erase', () => this.canaries.erase(store, signal));
      return { failure: probed.failure, milliseconds };
    } catch (error) {
      if (!(error instanceof Stopped)) throw error;
      return { failure: { step: error.step, error: error.message }, milliseconds };
    }
  }
}

class Stopped extends Error {
  constructor(
    readonly step: FindingStep,
    cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
