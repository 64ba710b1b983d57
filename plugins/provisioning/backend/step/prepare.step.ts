import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { StoreLogs } from '../../../sync/backend/store-log/store-logs.service.js';
import { CreateLogStep } from './create-log.step.js';
import { RegisterRouteStep } from './register-route.step.js';
import type { Step, StepOutput, WorkedStore } from './store-step.js';

/** Before a store opens again: its log is there, as it was or anew, and closed to everybody but the probe. */
@Injectable()
export class PrepareStep implements Step {
  readonly name = 'prepare';

  constructor(
    private readonly logs: StoreLogs,
    private readonly createLog: CreateLogStep,
    private readonly registerRoute: RegisterRouteStep,
  ) {}

  async settle(tx: EntityManager, store: WorkedStore): Promise<StepOutput> {
    const created = await this.createLog.settle(tx, store);
    const registered = await this.registerRoute.settle(tx, store);
    await this.logs.setMode(tx, store.id, 'provisioning');
    return { ...created, ...registered };
  }
}
