import { Injectable } from '@nestjs/common';
import { StoreProbe } from '../probe/store-probe.service.js';
import { Hopeless, type Step, type StepOutput, type WorkedStore } from './store-step.js';

/** Nobody is let in before somebody has been through. */
@Injectable()
export class ProbeStep implements Step {
  readonly name = 'probe';
  readonly phase = 'verifying';

  constructor(private readonly probe: StoreProbe) {}

  async run({ id: storeId, workspaceId, backendId }: WorkedStore, signal: AbortSignal): Promise<StepOutput> {
    if (backendId === null) throw new Hopeless('The store has no log.');
    return { milliseconds: await this.probe.run({ storeId, workspaceId, backendId }, signal) };
  }
}
