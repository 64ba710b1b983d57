import { Injectable } from '@nestjs/common';
import type { Job, JobRun } from '@purser/kit/backend/jobs';
import { DataSource } from 'typeorm';

/** Writes what the workspaces of a renamed person are searched by, one workspace a transaction. */
@Injectable()
export class FollowOwner implements Job<{ userId: string }> {
  constructor(private readonly dataSource: DataSource) {}

  async run({ payload: { userId }, signal }: JobRun<{ userId: string }>): Promise<void> {
    const outdated: { id: string }[] = await this.dataSource.query(
      'SELECT id FROM workspace WHERE owner_id = $1 AND search_text <> workspace_search_text(name, owner_id)',
      [userId],
    );
    for (const { id } of outdated) {
      signal.throwIfAborted();
      await this.dataSource.query(
        'UPDATE workspace SET search_text = workspace_search_text(name, owner_id) WHERE id = $1',
        [id],
      );
    }
  }
}
