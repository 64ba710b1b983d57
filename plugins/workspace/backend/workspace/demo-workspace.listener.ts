import { Injectable } from '@nestjs/common';
import type { Listener } from '@purser/kit/backend/events';
import type { EntityManager } from 'typeorm';
import { Workspaces } from './workspaces.service.js';

/** The seeded demo customer finds a workspace to look at. */
@Injectable()
export class GiveDemoWorkspace implements Listener<{ userId: string; name: string }> {
  constructor(private readonly workspaces: Workspaces) {}

  async handle({ userId }: { userId: string; name: string }, tx: EntityManager): Promise<void> {
    await this.workspaces.create(tx, { name: 'Demo', ownerId: userId, by: 'system' });
  }
}
