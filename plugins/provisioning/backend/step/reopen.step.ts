import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { StoreArrivals } from '../store/store-arrivals.service.js';
import { StoreOpenings } from '../store/store-openings.service.js';
import { Hopeless, type Step, type StepOutput, type WorkedStore } from './store-step.js';

/** Lets people in again, unless it shall stay closed by now: then it rests unopened, and whatever is desired next closes or opens it. */
@Injectable()
export class ReopenStep implements Step {
  readonly name = 'reopen';

  constructor(
    private readonly arrivals: StoreArrivals,
    private readonly openings: StoreOpenings,
  ) {}

  async settle(tx: EntityManager, store: WorkedStore): Promise<StepOutput> {
    const { id: storeId, workspaceId, backendId, desired, course } = store;
    if (backendId === null) throw new Hopeless('The store has no log.');
    await this.arrivals.arrive(tx, storeId, 'active', 'active');
    if (desired !== 'active') return { opened: false };
    await this.openings.reopen(tx, { storeId, workspaceId, backendId, after: course });
    return { opened: true };
  }
}
