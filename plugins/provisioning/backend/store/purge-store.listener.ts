import { Injectable } from '@nestjs/common';
import type { Listener } from '@purser/kit/backend/events';
import type { EntityManager } from 'typeorm';
import { StoreRequests } from './store-requests.service.js';

/** A workspace that is erased takes its store along: the order stands in the same transaction. */
@Injectable()
export class PurgeStore implements Listener<{ workspaceId: string }> {
  constructor(private readonly requests: StoreRequests) {}

  async handle({ workspaceId }: { workspaceId: string }, tx: EntityManager): Promise<void> {
    await this.requests.purge(tx, workspaceId);
  }
}
