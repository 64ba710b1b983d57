import { Injectable } from '@nestjs/common';
import type { Listener } from '@purser/kit/backend/events';
import type { EntityManager } from 'typeorm';
import { StoreDesires } from './store-desires.service.js';

/** Suspended, resumed, deleted, undeleted: what the store shall be now stands in the workspace's own transaction. */
@Injectable()
export class FollowWorkspace implements Listener<{ workspaceId: string }> {
  constructor(private readonly desires: StoreDesires) {}

  async handle({ workspaceId }: { workspaceId: string }, tx: EntityManager): Promise<void> {
    await this.desires.look(tx, workspaceId);
  }
}
