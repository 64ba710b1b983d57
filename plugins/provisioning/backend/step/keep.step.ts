import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { StoreLogs } from '../../../sync/backend/store-log/store-logs.service.js';
import { StoreArrivals } from '../store/store-arrivals.service.js';
import type { Step, StepOutput, WorkedStore } from './store-step.js';

/** Whoever keeps copies of logs is told to take the last one; then the store rests until it is brought back or erased. */
@Injectable()
export class KeepStep implements Step {
  readonly name = 'keep';

  constructor(
    private readonly logs: StoreLogs,
    private readonly arrivals: StoreArrivals,
  ) {}

  async settle(tx: EntityManager, { id, workspaceId, walk }: WorkedStore): Promise<StepOutput> {
    const log = await this.logs.get(id, tx);
    if (log) await this.logs.retire(tx, { storeId: id, workspaceId, time: walk });
    await this.arrivals.arrive(tx, id, 'deleted', 'deleted');
    return { events: log?.events ?? 0, bytes: log?.bytes ?? 0, head: log?.head ?? 0 };
  }
}
