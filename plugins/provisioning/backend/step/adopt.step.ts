import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { StoreLogs } from '../../../sync/backend/store-log/store-logs.service.js';
import { Hopeless, type Step, type StepOutput, type WorkedStore } from './store-step.js';

/** After a backup took the place of its log: the store goes on with the backend id of that one. It is open meanwhile. */
@Injectable()
export class AdoptStep implements Step {
  readonly name = 'adopt';

  constructor(private readonly logs: StoreLogs) {}

  async settle(tx: EntityManager, { id }: WorkedStore): Promise<StepOutput> {
    const log = await this.logs.get(id, tx);
    if (!log) throw new Hopeless('The store has no log.');
    await tx.query('UPDATE provisioning_store SET backend_id = $2 WHERE id = $1', [id, log.backendId]);
    return { backendId: log.backendId, head: log.head };
  }
}
