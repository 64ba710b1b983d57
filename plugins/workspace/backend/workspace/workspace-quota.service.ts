import { Inject, Injectable } from '@nestjs/common';
import { Refusal } from '@purser/kit/backend/errors';
import { optionsOf } from '@purser/kit/backend/plugin';
import type { EntityManager } from 'typeorm';
import { workspaceProblems } from '../../names.js';
import type { WorkspaceOptions } from '../workspace.options.js';

@Injectable()
export class WorkspaceQuota {
  constructor(@Inject(optionsOf('workspace')) private readonly options: WorkspaceOptions) {}

  /** Holds the owner's row to the end of the transaction, so that twenty requests at once count one after another. */
  async claimPlace(tx: EntityManager, ownerId: string): Promise<void> {
    const [quota]: { workspaces: number | null }[] = await tx.query(
      `INSERT INTO workspace_quota (owner_id) VALUES ($1)
       ON CONFLICT (owner_id) DO UPDATE SET owner_id = excluded.owner_id RETURNING workspaces`,
      [ownerId],
    );
    const [{ owned } = { owned: 0 }]: { owned: number }[] = await tx.query(
      'SELECT count(*)::integer AS owned FROM workspace WHERE owner_id = $1 AND deleted_at IS NULL',
      [ownerId],
    );
    if (owned >= (quota?.workspaces ?? this.options.workspacesPerOwner)) {
      throw new Refusal(workspaceProblems.workspaceLimit);
    }
  }
}
