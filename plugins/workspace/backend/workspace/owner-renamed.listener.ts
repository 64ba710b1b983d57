import { Injectable } from '@nestjs/common';
import type { Listener } from '@purser/kit/backend/events';
import { Jobs } from '@purser/kit/backend/jobs';
import type { EntityManager } from 'typeorm';

/**
 * Operators find a workspace by its owner's name and address as they are now. After this transaction, since it holds the
 * account: who holds a workspace may wait for that.
 */
@Injectable()
export class FollowOwnersName implements Listener<{ userId: string }> {
  constructor(private readonly jobs: Jobs) {}

  async handle({ userId }: { userId: string }, tx: EntityManager): Promise<void> {
    await this.jobs.enqueue(tx, 'workspace.follow-owner', { userId }, { key: `workspace.follow-owner:${userId}` });
  }
}
