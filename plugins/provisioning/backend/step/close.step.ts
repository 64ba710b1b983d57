import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { StoreLogs } from '../../../sync/backend/store-log/store-logs.service.js';
import type { Step, StepOutput, WorkedStore } from './store-step.js';

/** From its commit on nothing is stored any more; `read_only` leaves the door open to those who read. */
@Injectable()
export class CloseStep implements Step {
  readonly name = 'close';

  constructor(private readonly logs: StoreLogs) {}

  async settle(tx: EntityManager, { id, course, desired }: WorkedStore): Promise<StepOutput> {
    const mode = course === 'suspend' && desired === 'read_only' ? 'read_only' : 'closed';
    await this.logs.suspend(tx, id, mode);
    return { mode };
  }
}
