import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Workspaces } from '../../../workspace/backend/workspace/workspaces.service.js';
import { Hopeless, type Step, type StepOutput, type WorkedStore } from './store-step.js';

/** Whose store it is. A workspace that was deleted meanwhile needs none. */
@Injectable()
export class AllocateStep implements Step {
  readonly name = 'allocate';

  constructor(private readonly workspaces: Workspaces) {}

  async settle(tx: EntityManager, { workspaceId, canary }: WorkedStore): Promise<StepOutput> {
    const ownerId = await this.workspaces.ownerOf(workspaceId, tx);
    if (ownerId === null && !canary) throw new Hopeless('The workspace is gone, so it needs no store.');
    return { ownerId };
  }
}
