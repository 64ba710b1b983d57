import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { StoreLogs } from '../../../sync/backend/store-log/store-logs.service.js';
import type { Step, StepOutput, WorkedStore } from './store-step.js';

/** The empty log, closed to people until the store is announced. Its backend id is fixed from here on. */
@Injectable()
export class CreateLogStep implements Step {
  readonly name = 'create-log';

  constructor(private readonly logs: StoreLogs) {}

  async settle(tx: EntityManager, { id: storeId, workspaceId }: WorkedStore): Promise<StepOutput> {
    const { backendId } = await this.logs.create(tx, { storeId, workspaceId });
    await tx.query('UPDATE provisioning_store SET backend_id = $2 WHERE id = $1', [storeId, backendId]);
    return { backendId };
  }

  async undo(tx: EntityManager, { id }: WorkedStore): Promise<void> {
    await this.logs.remove(tx, id);
    await tx.query('UPDATE provisioning_store SET backend_id = NULL WHERE id = $1', [id]);
  }
}
