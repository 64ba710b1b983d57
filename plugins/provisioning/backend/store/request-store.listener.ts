import { Injectable } from '@nestjs/common';
import type { Listener } from '@purser/kit/backend/events';
import type { EntityManager } from 'typeorm';
import { StoreRequests } from './store-requests.service.js';

/** Every workspace gets a store: its request stands in the transaction that makes the workspace. */
@Injectable()
export class RequestStore implements Listener<{ workspaceId: string; name: string; ownerId: string }> {
  constructor(private readonly requests: StoreRequests) {}

  async handle({ workspaceId }: { workspaceId: string }, tx: EntityManager): Promise<void> {
    await this.requests.request(tx, workspaceId);
  }
}
